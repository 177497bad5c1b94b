import type { StoredGateConfig } from "@headgate/database";
import type { GateConfig } from "@headgate/shared";

const minuteMs = 60_000;

/** The same for every version; the time to run is WriftAI's limit. */
const limits = {
  maxQueued: 1000,
  queueTimeoutMs: 10 * minuteMs,
  runTimeoutMs: 30 * minuteMs,
};

export function toGateConfig(stored: StoredGateConfig): GateConfig {
  return { ...stored, ...limits };
}
