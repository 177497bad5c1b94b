import { demoOwner, type ApiClient } from "@headgate/local";

/** Where the versions are, below the URL of the runtime. */
export const versionPaths = {
  open: `/v1/models/${demoOwner}/open/versions/1`,
  full: `/v1/models/${demoOwner}/full/versions/1`,
  chat: `/v1/models/${demoOwner}/chat/versions/1`,
} as const;

/** A version with room for more predictions than there are connections. */
export async function publishOpen(call: ApiClient, backendUrl: string): Promise<void> {
  await publish(call, { name: "open", routing: { max_queued: 10_000 } });
  await call("POST", `${versionPaths.open}/backends`, { url: backendUrl, capacity: 1000 });
}

/** A version whose only slot is taken for as long as the bench lasts, and where nothing may wait. */
export async function publishFull(call: ApiClient, backendUrl: string): Promise<void> {
  await publish(call, { name: "full", routing: { when_full: "reject" } });
  await call("POST", `${versionPaths.full}/backends`, { url: `${backendUrl}/hold`, capacity: 1 });
  await call("POST", `${versionPaths.full}/predictions`, { input: { prompt: "hold" } });
}

/** A version on a server that speaks OpenAI's API. */
export async function publishChat(call: ApiClient, backendUrl: string): Promise<void> {
  await publish(call, { name: "chat", schemas: { input: { type: "object" }, output: {} } });
  await call("POST", `${versionPaths.chat}/backends`, {
    ...{ url: `${backendUrl}/v1`, capacity: 1000, protocol: "openai" },
    settings: { route: "chat/completions", model: "instant" },
  });
}

async function publish(
  call: ApiClient,
  { name, routing = {}, schemas = instantSchemas }: Wanted,
): Promise<void> {
  await call("POST", "/v1/models", { name, hardware_identifier: "cpu", visibility: "private" });
  await call("POST", `/v1/models/${demoOwner}/${name}/versions`, {
    release_notes: "Takes no time.",
    container_image_digest: `sha256:${"0".repeat(64)}`,
    schemas: { prediction: schemas },
    routing,
  });
}

interface Wanted {
  name: string;
  routing?: object;
  schemas?: object;
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

const instantSchemas = { input: inputSchema, output: { type: "string" } };
