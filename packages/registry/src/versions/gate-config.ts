import type { StoredGateConfig } from "@headgate/database";
import type { GateConfig } from "@headgate/shared";

const minuteMs = 60_000;

/** The same for every version. */
const limits = {
  maxQueued: 1000,
  queueTimeoutMs: 10 * minuteMs,
};

/** WriftAI's limit, for versions that say nothing. */
const defaultRunTimeoutMs = 30 * minuteMs;

export function toGateConfig(stored: StoredGateConfig): GateConfig {
  return { ...stored, ...limits, runTimeoutMs: stored.runTimeoutMs ?? defaultRunTimeoutMs };
}
