import { setTimeout as pause } from "node:timers/promises";

import { type Answer, type KillableSystem, predictAndHangUp } from "@headgate/e2e/system";
import type { PredictionWithIO } from "@headgate/shared";

import type { Input } from "../backends/backend-state.ts";
import { between, type Dice, pick } from "../dice.ts";
import type { Models } from "../publish-models.ts";
import type { Witness } from "./witness.ts";

export interface Callers {
  system: KillableSystem;
  models: Models;
  webhook: { url: string; secret: string };
  dice: Dice;
  witness: Witness;
  /** How often each answer came that accepted nothing, by status; `cut`: none came whole. */
  refusals: Map<string, number>;
}

/** What a caller does. Those that wait hold a connection. */
interface CallChoice {
  kind: CallKind;
  weight: number;
  waits: boolean;
}

type CallKind = "detached" | "canceled" | "repeated" | "waiting" | "direct" | "hanging up";

const calls: readonly [CallChoice, ...CallChoice[]] = [
  { kind: "detached", weight: 64, waits: false },
  { kind: "canceled", weight: 10, waits: false },
  { kind: "repeated", weight: 8, waits: true },
  { kind: "waiting", weight: 10, waits: true },
  { kind: "direct", weight: 4, waits: true },
  { kind: "hanging up", weight: 4, waits: true },
];

interface CostChoice {
  weight: number;
  /** In slots. */
  cost: number;
}

const costs: readonly [CostChoice, ...CostChoice[]] = [
  { weight: 80, cost: 1 },
  { weight: 15, cost: 2 },
  { weight: 5, cost: 4 },
];

const cancelAfterMs = [0, 4_000] as const;
const hangUpAfterMs = [0, 3_000] as const;
/** As many as its backends are of all. */
const httpShare = 0.2;
const longestMs = 120_000;
const repeats = 60;
const repeatAfterMs = 1_000;

export function chooseCall({ dice }: Callers, n: number): CallChoice {
  return pick(calls, dice("call", n));
}

/** Makes prediction `n` in one of the ways. Gives whether it was taken. Never throws for what Headgate answers. */
export async function call(callers: Callers, n: number, kind: CallKind): Promise<boolean> {
  const { dice } = callers;
  switch (kind) {
    case "detached":
      return (await create(callers, n, { kind })) !== null;
    case "canceled": {
      const id = await create(callers, n, { kind });
      if (id !== null) void cancel(callers, id, between(cancelAfterMs, dice("cancel", n)));
      return id !== null;
    }
    case "waiting": {
      const prefer = `wait=${Math.ceil(10 * dice("wait", n))}`;
      return (await create(callers, n, { kind, headers: { prefer } })) !== null;
    }
    case "direct":
      return (await create(callers, n, { kind, headers: { prefer: "wait" } })) !== null;
    case "repeated":
      return createRepeatedly(callers, n);
    case "hanging up":
      return hangUp(callers, n);
  }
}

/** `owner/name`. */
function modelFor(models: Models, dice: Dice, n: number): string {
  return models[dice("model", n) < httpShare ? "http" : "cog"].model;
}

function inputOf(dice: Dice, n: number): Input {
  return { n, cost: pick(costs, dice("cost", n)).cost };
}

interface Creation {
  kind: CallKind;
  headers?: Record<string, string>;
}

/** The id that was promised; null where none was. */
async function create(
  { system, models, webhook, dice, witness, refusals }: Callers,
  n: number,
  { kind, headers = {} }: Creation,
): Promise<string | null> {
  let answer: Answer | null = null;
  try {
    answer = await system.client({
      path: `/v1/models/${modelFor(models, dice, n)}/predictions`,
      body: { input: inputOf(dice, n), webhook, priority: Math.floor(3 * dice("priority", n)) },
      headers,
      signal: AbortSignal.timeout(longestMs),
    });
  } catch {
    // Killed meanwhile, or not up yet.
  }
  if (answer?.status === 200 || answer?.status === 202) {
    const prediction = answer.body as PredictionWithIO;
    witness.accept(prediction, { n, kind });
    return prediction.id;
  }
  const refusal = answer === null ? "cut" : `${answer.status} ${JSON.stringify(answer.body)}`;
  const stable = refusal.replace(/"request_id":"[^"]*"/, '"request_id":…');
  refusals.set(stable, (refusals.get(stable) ?? 0) + 1);
  return null;
}

/** Asks until it was promised, and then once more: under one key there is one prediction. */
async function createRepeatedly(callers: Callers, n: number): Promise<boolean> {
  const headers = { "idempotency-key": `prediction-${n}` };
  const ids = new Set<string>();
  for (let attempt = 0; attempt < repeats && ids.size < 2; attempt += 1) {
    const id = await create(callers, n, { kind: "repeated", headers });
    if (id === null) await pause(repeatAfterMs);
    else if (ids.has(id)) return true;
    else ids.add(id);
  }
  const [first = null] = ids;
  if (ids.size > 1)
    callers.witness.blame(first, `one key made more than one: ${[...ids].join(" ")}`);
  return ids.size > 0;
}

async function cancel({ system }: Callers, id: string, afterMs: number): Promise<void> {
  await pause(afterMs);
  // What becomes of it, its end shows.
  await system.client({ path: `/v1/predictions/${id}/cancel` }).catch(() => null);
}

async function hangUp({ system, models, dice }: Callers, n: number): Promise<boolean> {
  try {
    const leave = await predictAndHangUp(system, [modelFor(models, dice, n), inputOf(dice, n)]);
    await pause(between(hangUpAfterMs, dice("hang up", n)));
    leave();
    return true;
  } catch {
    return false;
  }
}
