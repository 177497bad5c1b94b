import type { Described } from "../wire/describe/described.ts";
import { wireObject } from "../wire/describe/wire-object.ts";

/** Mappings that come with Headgate: `packages/routing/src/adapters/http/presets`. */
export const httpPresets = [
  "json",
  "modzy",
  "runpod",
  "runpod-sync",
  "truss",
  "baseten",
  "sagemaker",
  "tensorflow-serving",
] as const;
export type HttpPreset = (typeof httpPresets)[number];

const method = { enum: ["GET", "POST", "PUT", "DELETE"] } as const;

/** What can stand in the path and the query of a URL, and braces around placeholders. A backslash is not of it: URL parsers take it for a slash. */
const path = {
  type: "string",
  maxLength: 1000,
  pattern: "^/[A-Za-z0-9._~!$&'()*+,;=:@%/?{}-]*$",
  description:
    "Put behind the backend's URL. `{model}`, `{prediction_id}` and, in a queue, `{remote_id}` stand for values.",
} as const;

const pointer = {
  type: "string",
  maxLength: 500,
  pattern: "^(/([^~/]|~[01])*)*$",
  description: "A JSON Pointer (RFC 6901) into the backend's answer; empty text for all of it.",
} as const;

const words = {
  type: "array",
  maxItems: 20,
  items: { type: "string", minLength: 1, maxLength: 100 },
} as const;

/** The names that Headgate sends on for somebody: none that a server or a proxy decides by. Credentials are kept apart. */
const headerName =
  "^([Aa]ccept|[Aa]ccept-[Ll]anguage|[Xx]-(?![Ff]orwarded-|[Rr]eal-)[A-Za-z0-9-]+)$";

const headers = {
  type: "object",
  maxProperties: 20,
  propertyNames: { maxLength: 100, pattern: headerName },
  additionalProperties: { type: "string", maxLength: 1000, pattern: "^[ -~]*$" },
  description: "Sent with each prediction: `Accept`, `Accept-Language` and names in `X-`.",
} as const;

const ready = wireObject(
  "HttpReady",
  { path },
  {
    method: { ...method, description: "GET unless it is said." },
    status: {
      type: "integer",
      minimum: 100,
      maximum: 599,
      description: "200 unless it is said.",
    },
    pointer,
    value: {
      type: ["string", "number", "boolean", "null"],
      description: "What must stand at `pointer`; without it the place only has to be there.",
    },
  },
);

const queue = wireObject(
  "HttpQueue",
  {
    id: { ...pointer, description: "Where the answer has the id that the backend gave." },
    state: { ...pointer, description: "Where an answer has the word for how it stands." },
    status_path: path,
    succeeded: { ...words, minItems: 1, description: "Words for success." },
    failed: { ...words, description: "Words for failure." },
  },
  {
    canceled: words,
    cancel: wireObject("HttpCancel", { method, path }),
  },
);

export const httpSettings = wireObject(
  "HttpSettings",
  {},
  {
    preset: {
      enum: httpPresets,
      description: "A mapping that is known; the other keys take the place of its own.",
    },
    model: {
      type: "string",
      minLength: 1,
      maxLength: 200,
      description: "What `{model}` stands for.",
    },
    method: { ...method, description: "POST unless it is said." },
    path,
    headers,
    body: {
      description:
        'The JSON that is sent. An object `{"$from": "/input/…"}` in it stands for what the pointer finds in `input`, `prediction_id` and `model`. Unless it is said, the input itself.',
    },
    result: {
      ...pointer,
      description: "Where a good answer has the output; unless said, all of it.",
    },
    error: { ...pointer, description: "Where an answer has the reason of a failure." },
    logs: { ...pointer, description: "Where a good answer has text that was logged." },
    predict_ms: {
      ...pointer,
      description: "Where a good answer has the milliseconds that the model took.",
    },
    ready: { anyOf: [ready, { type: "null" }] },
    queue: { anyOf: [queue, { type: "null" }] },
  },
);
export type HttpSettings = Described<typeof httpSettings>;
