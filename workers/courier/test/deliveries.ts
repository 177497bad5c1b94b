import {
  type DeliveryRow,
  disableEndpoint,
  type EndpointRow,
  findDelivery,
  insertDeliveries,
  type NewDelivery,
} from "@headgate/database";
import { sealCallSecret } from "@headgate/registry";

import { drawRandom, openSealingKey } from "../src/open-sealing.ts";
import { db, TestVersion } from "./gate.ts";
import { held } from "./queues.ts";

export const body = JSON.stringify({ id: "p", output: "grün 🖼" });

let calls = 0;

/** Somebody whose webhooks are signed with `webhookSecret`, unless something else is said. */
export async function makeOwnerId(): Promise<string> {
  return (await TestVersion.create()).ownerId;
}

/** A pending delivery of an owner's of its own. */
export async function makeDelivery(given: Partial<NewDelivery> = {}): Promise<string> {
  calls += 1;
  const predictionId = given.predictionId ?? crypto.randomUUID();
  const id = given.id ?? `msg_${predictionId}_completed`;
  await insertDeliveries(db, [
    {
      id,
      predictionId,
      ownerId: given.ownerId ?? (await makeOwnerId()),
      event: "completed",
      url: `https://receiver-${calls}.example/hook?key=secret`,
      sealedSecret: null,
      body: { inline: body },
      createdAt: Date.now(),
      ...given,
    },
  ]);
  return id;
}

export async function seal(predictionId: string, secret: string): Promise<string> {
  const sealing = { key: await openSealingKey(held().env), random: drawRandom };
  return sealCallSecret(sealing, predictionId, secret);
}

export async function read(id: string): Promise<DeliveryRow> {
  const row = await findDelivery(db, id);
  if (row === null) throw new Error(`there is no delivery ${id}`);
  return row;
}

/** As the api Worker makes it. Null: it signs with nothing of its own. */
export async function makeEndpoint(
  endpoint: Pick<EndpointRow, "ownerId" | "url">,
  set: Partial<EndpointRow> = {},
): Promise<string> {
  const id = set.id ?? crypto.randomUUID();
  await disableEndpoint(db, { ...endpoint, id, createdAt: Date.now(), reason: "" });
  const columns = { disabledAt: null, disabledReason: null, ...set };
  for (const [name, value] of Object.entries(columns)) {
    const column = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    await db.$client
      .prepare(`UPDATE webhook_endpoints SET ${column} = ?2 WHERE id = ?1`)
      .bind(id, value)
      .run();
  }
  return id;
}
