import { setTimeout as pause } from "node:timers/promises";

import type { Client } from "@headgate/e2e/system";

import { between, pick } from "./dice.ts";
import type { Chaos } from "./run-chaos.ts";

const everyMs = [1_000, 4_000] as const;
/** Longer than what goes on there, should the word to stop it be lost with the runtime: once it is back, its slots are free. */
const lastsMs = [4_500, 8_000] as const;
const retryMs = 500;

interface Change {
  weight: number;
  change: object;
}

/** What an operator does to a backend for a while. */
const changes: readonly [Change, ...Change[]] = [
  { weight: 3, change: { status: "draining" } },
  { weight: 2, change: { status: "disabled" } },
  { weight: 3, change: { capacity: 4 } },
  { weight: 2, change: { weight: 0.1 } },
];

/** Drains, disables, shrinks and weighs backends in turn, and undoes it. Once stopped, all are as they were. */
export function disturb({ system, models, dice, witness }: Chaos): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const backends = Object.values(models).flatMap((model) => model.backends);
  const rest = (ms: number): Promise<unknown> =>
    pause(ms, undefined, { signal: stopping.signal }).catch(() => null);
  const work = async (): Promise<void> => {
    for (let turn = 1; !stopping.signal.aborted; turn += 1) {
      await rest(between(everyMs, dice("disturb", turn)));
      const backend = backends[Math.floor(dice("disturbed", turn) * backends.length)];
      if (backend === undefined) continue;
      const { path, capacity } = backend;
      for (const body of [
        pick(changes, dice("change", turn)).change,
        { status: "enabled", capacity, weight: 1 },
      ]) {
        const refusal = await patch(system.client, path, body);
        if (refusal !== null) witness.blame(null, refusal);
        await rest(between(lastsMs, dice("lasts", turn)));
      }
    }
  };
  const working = work();
  return {
    async stop() {
      stopping.abort();
      await working;
    },
  };
}

/** Until it is done: whether it was when the runtime was killed, nobody can say. Gives what was wrong with it. */
async function patch(client: Client, path: string, body: object): Promise<string | null> {
  for (;;) {
    const answer = await client({ method: "PATCH", path, body }).catch(() => null);
    if (answer?.status === 200) return null;
    if (answer !== null && answer.status < 500)
      return `PATCH ${path} of ${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.body)}`;
    await pause(retryMs);
  }
}
