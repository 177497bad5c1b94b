import { eventually, readGates } from "@headgate/e2e/system";
import { isTerminal } from "@headgate/shared";

import { lookAt } from "../callers/look-at.ts";
import type { Chaos } from "../run-chaos.ts";
import { listHistory, missingInHistory } from "./check-history.ts";
import { fillBackends } from "./fill-backends.ts";

/** Waits until everything that was promised has come true, and blames what has not when the time is over. */
export async function settle(chaos: Chaos): Promise<void> {
  const { witness, sink, system, farm, options } = chaos;
  await reach(chaos, "it has not ended", async () => {
    await lookAt(system.client, witness, witness.unended);
    return witness.unended;
  });
  await farm.tell({ mood: "calm" });
  await reach(chaos, "no webhook told of its end", () =>
    [...witness.accepted.keys()].filter((id) => !sink.completed.has(id)),
  );
  await reach(chaos, "its gate holds it, though everything accepted has ended", () =>
    readGates(system.stateFolder)
      .filter(({ state }) => !isTerminal(state))
      .map(({ id }) => id),
  );
  await fillBackends(chaos);
  await reach(chaos, "history does not have it as it was seen", async () =>
    missingInHistory(witness, await listHistory(system.client)),
  );
  // Once more, when everybody has forgotten what they held in memory.
  await system.kill();
  await system.start();
  await lookAt(system.client, witness, [...witness.accepted.keys()]);
  options.onProgress("everything was read once more after a last kill");
}

/** Until `read` finds nothing any more. */
async function reach(
  { witness, options }: Chaos,
  what: string,
  read: () => string[] | Promise<string[]>,
): Promise<void> {
  let left: string[] = [];
  let told = -1;
  const look = async (): Promise<number> => {
    left = await read();
    const tens = Math.ceil(left.length / 100);
    if (tens !== told && left.length > 0) options.onProgress(`${what}: ${left.length}`);
    told = tens;
    return left.length;
  };
  try {
    await eventually(look, (count) => count === 0, options.settleMs);
  } catch {
    for (const id of left) witness.blame(id, what);
  }
}
