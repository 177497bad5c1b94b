import type { Client } from "@headgate/e2e/system";
import type { PredictionWithIO } from "@headgate/shared";

import type { Witness } from "./witness.ts";

const atOnce = 8;

/** Reads accepted predictions, a few at a time. Those that cannot be read at the moment are left out. */
export async function lookAt(client: Client, witness: Witness, ids: string[]): Promise<void> {
  const left = [...ids];
  const look = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      const askedAt = Date.now();
      const asked = client({ method: "GET", path: `/v1/predictions/${id}` });
      const answer = await asked.catch(() => null);
      if (answer?.status === 200) witness.see(answer.body as PredictionWithIO, "GET", askedAt);
      else if (answer?.status === 404) witness.blame(id, "GET does not find it");
    }
  };
  await Promise.all(Array.from({ length: atOnce }, look));
}
