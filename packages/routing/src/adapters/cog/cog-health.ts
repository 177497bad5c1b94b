import { isObject } from "@headgate/shared";

import type { BackendHealth } from "../adapter.ts";
import { healthTimeoutMs, probe, unexpected, unreachable } from "../probe.ts";

const maxLogLines = 50;

const states: Readonly<Record<string, BackendHealth["state"]>> = {
  READY: "ready",
  BUSY: "ready",
  STARTING: "starting",
  SETUP_FAILED: "failed",
  DEFUNCT: "failed",
  UNHEALTHY: "failed",
};

/** Asks Cog's `/health-check`, which answers 200 whether it is well or not. */
export async function askCogHealth(fetcher: typeof fetch, url: string): Promise<BackendHealth> {
  const signal = AbortSignal.timeout(healthTimeoutMs);
  const answer = await probe(fetcher, `${url.replace(/\/$/, "")}/health-check`, { signal });
  if (typeof answer === "string") return unreachable(answer);
  return answer.status === 200 ? readHealth(answer.json) : unexpected(answer);
}

/** Whether the answer is one of Cog's `/health-check`. */
export function isCogHealth(answer: unknown): boolean {
  return stateIn(answer) !== undefined;
}

function readHealth(answer: unknown): BackendHealth {
  const state = stateIn(answer);
  if (!isObject(answer) || state === undefined) {
    return unreachable("its answer is no health of Cog's");
  }
  const { status, setup } = answer;
  const logs = isObject(setup) && typeof setup["logs"] === "string" ? setup["logs"] : "";
  const log = logs.split("\n").filter(Boolean).slice(-maxLogLines);
  return { state, detail: `it is ${String(status)}`, log };
}

function stateIn(answer: unknown): BackendHealth["state"] | undefined {
  const status = isObject(answer) ? answer["status"] : undefined;
  return typeof status === "string" && Object.hasOwn(states, status) ? states[status] : undefined;
}
