import { demoOwner, type ApiClient } from "@headgate/local";

/** Makes a version that runs on the backend, with room for more predictions than there are connections. Gives its path. */
export async function publishVersion(call: ApiClient, backendUrl: string): Promise<string> {
  const model = `/v1/models/${demoOwner}/instant`;
  await call("POST", "/v1/models", {
    name: "instant",
    hardware_identifier: "cpu",
    visibility: "private",
  });
  await call("POST", `${model}/versions`, {
    release_notes: "Takes no time.",
    container_image_digest: `sha256:${"0".repeat(64)}`,
    schemas: { prediction: { input: inputSchema, output: { type: "string" } } },
  });
  await call("POST", `${model}/versions/1/backends`, { url: backendUrl, capacity: 1000 });
  return `${model}/versions/1`;
}

const inputSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["prompt"],
  additionalProperties: false,
  properties: {
    prompt: { type: "string", minLength: 1, maxLength: 1000 },
    steps: { type: "integer", minimum: 1, maximum: 100, default: 20 },
    guidance: { type: "number", minimum: 0, maximum: 20 },
    scheduler: { enum: ["ddim", "euler"], default: "euler" },
  },
};
