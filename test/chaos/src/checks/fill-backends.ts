import { type Client, eventually, take } from "@headgate/e2e/system";

import type { Farm } from "../backends/farm.ts";
import type { Witness } from "../callers/witness.ts";
import type { Models } from "../publish-models.ts";

/** A backend that failed is left alone for a while. */
const deadlineMs = 90_000;

/**
 * Every slot can be had again: with backends that no longer misbehave, as many predictions as there are slots all run at once. They are
 * let go once they do.
 */
export async function fillBackends(options: {
  client: Client;
  models: Models;
  farm: Farm;
  witness: Witness;
}): Promise<void> {
  const { client, models, farm, witness } = options;
  const { backends } = await farm.tell({ mood: "holding" });
  for (const { speaks, capacity } of backends) {
    const path = `/v1/models/${models[speaks].model}/predictions`;
    const create = (): Promise<unknown> => take(client({ path, body: { input: {} } }));
    await Promise.all(Array.from({ length: capacity }, create));
  }
  const isFull = (): Promise<boolean> =>
    farm
      .tell({})
      .then((seen) => seen.backends.every(({ working, capacity }) => working === capacity));
  try {
    await eventually(isFull, Boolean, deadlineMs);
  } catch {
    const seen = await farm.tell({});
    const counts = seen.backends.map(
      ({ name, working, capacity }) => `${name} ${working}/${capacity}`,
    );
    witness.blame(null, `not every slot could be had again: ${counts.join(", ")}`);
  }
  await farm.tell({ mood: "calm" });
}
