import { setTimeout as pause } from "node:timers/promises";

import { between } from "../dice.ts";
import type { BackendState } from "./backend-state.ts";
import type { CallbackKind } from "./conduct.ts";

const timeoutMs = 30_000;
/** What a sender of Cog's tries again after. */
const unreachable = 503;
const afterLeaseMs = [500, 4_000] as const;

export interface Callback {
  id: string;
  kind: CallbackKind;
  /** Where Headgate wants it. */
  to: string;
  body: string;
  closing: AbortSignal;
}

/** Passes on what Cog calls back with, or what it should not. Gives the status for Cog, which tries again after some. */
export async function relayCallback(state: BackendState, callback: Callback): Promise<number> {
  const { id, kind, closing } = callback;
  switch (kind) {
    case "never":
      return 200;
    case "once":
      return post(state, callback);
    case "late": {
      const restMs = state.leaseMs + between(afterLeaseMs, state.dice("late", id));
      await pause(restMs, undefined, { signal: closing });
      return post(state, callback);
    }
    case "garbage":
      await postGarbage(state, callback);
      return post(state, callback);
    case "twice":
    case "contradicted": {
      const status = await post(state, callback);
      const second = kind === "twice" ? callback.body : contradict(callback.body);
      if (status < 300) await post(state, { ...callback, body: second });
      return status;
    }
  }
}

async function postGarbage(state: BackendState, callback: Callback): Promise<void> {
  const { id, body } = callback;
  const all = ["", "<html>", "[]", '"succeeded"', '{"status":"done"}', body.slice(0, -1)];
  const garbage = all[Math.floor(state.dice("garbage", id) * all.length)] ?? "";
  const status = await post(state, { ...callback, body: garbage });
  if (status < 300) state.garbageTaken += 1;
}

/** The same prediction, with another end. */
function contradict(body: string): string {
  const told = JSON.parse(body) as { status: string };
  return JSON.stringify(
    told.status === "succeeded"
      ? { ...told, status: "failed", output: null, error: "I changed my mind" }
      : { ...told, status: "succeeded", output: { run: "a contradiction" }, error: null },
  );
}

async function post(
  { chronicle }: BackendState,
  { id, to, body, closing }: Callback,
): Promise<number> {
  const status = await send(to, body, closing);
  const epoch = new URL(to).pathname.split("/").at(-2);
  chronicle.note(id, `called back for ${epoch}: ${status}; ${body.length} characters`);
  return status;
}

async function send(to: string, body: string, closing: AbortSignal): Promise<number> {
  try {
    const response = await fetch(to, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      signal: AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return unreachable;
  }
}
