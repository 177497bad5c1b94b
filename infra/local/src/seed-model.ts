import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { maxOutputPixels, maxSourcePixels, scales } from "../demo-backend/src/upscaler/limits.ts";
import { modelFolder } from "../demo-backend/src/upscaler/model-folder.ts";
import type { ApiClient } from "./api-client.ts";
import { demoOwner } from "./seed-owner.ts";

export const demoModel = `${demoOwner}/image-upscaler`;
const modelPath = `/v1/models/${demoModel}`;
export const demoCapacity = 2;

interface Listed<Item> {
  items: Item[];
}

/** The model, one version of it and the backend that runs it, each made where it is missing. All over HTTP, as anybody would. */
export async function seedModel(call: ApiClient, backendUrl: string): Promise<void> {
  const own = await list<{ name: string }>(call, "/v1/user/models");
  if (!own.some(({ name }) => name === "image-upscaler")) {
    await call("POST", "/v1/models", {
      name: "image-upscaler",
      hardware_identifier: "cpu",
      visibility: "public",
      description: "Makes a picture 2, 3, 4 or 8 times as wide and high, with ESRGAN.",
    });
  }
  const [newest] = await list<{ number: number }>(call, `${modelPath}/versions`);
  const number = newest?.number ?? (await publish(call));
  await pointAtBackend(call, `${modelPath}/versions/${number}/backends`, backendUrl);
}

async function publish(call: ApiClient): Promise<number> {
  const { number } = await call<{ number: number }>("POST", `${modelPath}/versions`, {
    release_notes: "ESRGAN-slim on WebAssembly.",
    container_image_digest: `sha256:${await weightsDigest()}`,
    schemas: { prediction: { input: inputSchema, output: outputSchema } },
  });
  return number;
}

/** A backend of the demo comes up on another port each time. */
async function pointAtBackend(call: ApiClient, path: string, url: string): Promise<void> {
  const [known] = await list<{ id: string; url: string }>(call, path);
  if (known === undefined)
    await call("POST", path, { url, protocol: "cog", capacity: demoCapacity });
  else await call("PATCH", `${path}/${known.id}`, { url });
}

const inputSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["image"],
  additionalProperties: false,
  properties: {
    image: {
      type: "string",
      pattern: "^data:image/(png|jpeg);base64,",
      description:
        `The picture: a data URL of a PNG or JPEG. At most ${maxSourcePixels} pixels, ` +
        `and ${maxOutputPixels} once it is enlarged.`,
    },
    scale: {
      enum: [...scales],
      default: 4,
      description: "How many times as wide and high the picture becomes.",
    },
  },
};

const outputSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "string",
  pattern: "^data:image/png;base64,",
  description: "The enlarged picture: a data URL of a PNG.",
};

/** The demo runs in no container: the digest of the network's weights stands for that of an image. */
async function weightsDigest(): Promise<string> {
  const weights = await readFile(join(modelFolder(4), "group1-shard1of1.bin"));
  return createHash("sha256").update(weights).digest("hex");
}

async function list<Item>(call: ApiClient, path: string): Promise<Item[]> {
  return (await call<Listed<Item>>("GET", path)).items;
}
