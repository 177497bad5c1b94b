import { backendProtocols, backendStatuses } from "../gate/gate-config.ts";
import type { Described } from "./describe/described.ts";
import {
  count,
  link,
  nullableText,
  nullableTime,
  orNull,
  text,
  time,
  uuid,
} from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";

export const probeStates = ["matched", "unchecked", "mismatched", "unreachable"] as const;
export type ProbeState = (typeof probeStates)[number];

const problem = wireObject("ProbeProblem", {
  schema: { enum: ["input", "output"] },
  pointer: { ...text, description: "JSON Pointer to the keyword, in the schema that refuses." },
  message: text,
});

export const backendProbe = wireObject("BackendProbe", {
  state: {
    enum: probeStates,
    description:
      "`matched`: it takes and gives what the version's schemas say. `unchecked`: it answers, and does not say enough of its schemas. `mismatched`: it speaks another protocol, or has other schemas.",
  },
  protocol: {
    enum: [...backendProtocols, null],
    description: "What it speaks, as far as it shows.",
  },
  message: { ...text, description: "What was found out, for people." },
  problems: { type: "array", items: problem, description: "Where the schemas differ." },
  models: { type: "array", items: text, description: "What it says it serves." },
  probed_at: time,
});
export type BackendProbe = Described<typeof backendProbe>;

export const backend = wireObject("Backend", {
  id: uuid,
  url: link,
  protocol: { enum: backendProtocols },
  capacity: { type: "integer", minimum: 1, description: "How many slots it has." },
  weight: { type: "number" },
  status: {
    enum: backendStatuses,
    description:
      "`enabled`: takes predictions. `draining`: finishes what it runs and takes no more. `disabled`: takes none, and what it runs is given up at once: sent elsewhere where repeating it is safe, else failed.",
  },
  region: { ...nullableText, description: "Where it stands, in its owner's words." },
  labels: { type: "object", additionalProperties: { type: "string" } },
  settings: {
    type: ["object", "null"],
    description: "What its protocol must know beside the URL; null: nothing.",
  },
  has_credentials: {
    type: "boolean",
    description: "Whether credentials are sent to it. What they are is shown to nobody.",
  },
  shard: { ...count, description: "The shard of the version's gate that leases its slots." },
  next_shard: {
    type: ["integer", "null"],
    minimum: 0,
    description:
      "Where it is on its way to, once what it runs has ended; it takes no more until it is there. Null: it stays.",
  },
  probe: {
    ...orNull(backendProbe),
    description: "What it answered when it was last asked; null: it never was.",
  },
  created_at: time,
  updated_at: nullableTime,
});
export type Backend = Described<typeof backend>;
