import { createHash } from "node:crypto";

import { demoOwner } from "@headgate/local";

import { take, type Client } from "./client.ts";

export interface Backend {
  url: string;
  capacity: number;
}

/** What a new version is made of, told apart by `seed`. */
export function versionBody(seed: string, schemas: object = anySchemas): object {
  return {
    release_notes: `Made for ${seed}.`,
    container_image_digest: `sha256:${createHash("sha256").update(seed).digest("hex")}`,
    schemas: { prediction: schemas },
  };
}

/** Creates a model, a version of it and its backend. Gives its reference. */
export async function publish(
  client: Client,
  [name, backend]: [string, Backend],
  schemas?: object,
): Promise<string> {
  const model = `${demoOwner}/${name}`;
  await createModel(client, name);
  const path = `/v1/models/${model}/versions`;
  const { number } = await take<{ number: number }>(
    client({ path, body: versionBody(name, schemas) }),
  );
  const body = { url: backend.url, capacity: backend.capacity, protocol: "cog" };
  await take(client({ path: `${path}/${number}/backends`, body }));
  return model;
}

export function createModel(client: Client, name: string): Promise<unknown> {
  const body = { name, hardware_identifier: "cpu", visibility: "private" };
  return take(client({ path: "/v1/models", body }));
}

const anySchemas = { input: { type: "object" }, output: {} };
