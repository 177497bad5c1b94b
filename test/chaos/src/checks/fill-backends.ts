import { type Client, eventually, readGates, take } from "@headgate/e2e/system";
import { isTerminal } from "@headgate/shared";

import type { Input } from "../backends/backend-state.ts";
import type { BackendReport } from "../backends/messages.ts";
import type { Models } from "../publish-models.ts";
import type { Chaos } from "../run-chaos.ts";

/** A backend that failed is left alone for a minute at most. */
const rounds = 10;
/** Less than a lease lasts. */
const roundMs = 12_000;

/**
 * Every slot can be had again, and no more than every slot: with backends that no longer misbehave, as many predictions as there are slots
 * all run at once. They are let go once they do.
 */
export async function fillBackends({ system, models, farm, witness }: Chaos): Promise<void> {
  let left: string[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const { backends } = await farm.tell({ mood: "holding" });
    await createForAll(system.client, models, backends);
    const look = async (): Promise<string[]> => {
      left = (await farm.tell({})).backends.filter(isNotFull).map(describe);
      return left;
    };
    const isFull = await eventually(look, ({ length }) => length === 0, roundMs).catch(() => null);
    await farm.tell({ mood: "calm" });
    if (isFull !== null) return;
    // What did not find its place in time runs now.
    await eventually(
      () => readGates(system.stateFolder),
      (rows) => rows.every(({ state }) => isTerminal(state)),
      roundMs * rounds,
    );
  }
  witness.blame(null, `not every slot could be had again: ${left.join(", ")}`);
}

async function createForAll(
  client: Client,
  models: Models,
  backends: BackendReport[],
): Promise<void> {
  for (const { speaks, capacity } of backends) {
    const path = `/v1/models/${models[speaks].model}/predictions`;
    const create = (): Promise<unknown> =>
      take(client({ path, body: { input: { cost: 1 } satisfies Input } }));
    await Promise.all(Array.from({ length: capacity }, create));
  }
}

function isNotFull({ working, capacity }: BackendReport): boolean {
  return working !== capacity;
}

function describe({ name, working, capacity }: BackendReport): string {
  return `${name} works on ${working} of ${capacity}`;
}
