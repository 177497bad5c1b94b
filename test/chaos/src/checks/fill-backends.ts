import { type Client, eventually, take } from "@headgate/e2e/system";

import type { Farm } from "../backends/farm.ts";
import type { Witness } from "../callers/witness.ts";

/** A backend that failed is left alone for a while. */
const deadlineMs = 90_000;

/**
 * Every slot can be had again: with backends that no longer misbehave, as many predictions as there are slots all run at once. They are
 * let go once they do.
 */
export async function fillBackends(options: {
  client: Client;
  model: string;
  farm: Farm;
  witness: Witness;
}): Promise<void> {
  const { client, model, farm, witness } = options;
  const { backends } = await farm.tell({ mood: "holding" });
  const slots = backends.reduce((sum, { capacity }) => sum + capacity, 0);
  const path = `/v1/models/${model}/predictions`;
  const created = Array.from({ length: slots }, (_, slot) =>
    take(client({ path, body: { input: { slot } } })),
  );
  await Promise.all(created);
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
