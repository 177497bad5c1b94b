import type { Described } from "./describe/described.ts";
import { count, nullableText, nullableTime, orNull, text, time, uuid } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";
import { bumpPolicies, checkNames, compatibilities } from "./model-policy.ts";
import { version, versionWithDetails } from "./version.ts";

export const visibilities = ["private", "public"] as const;
export type Visibility = (typeof visibilities)[number];

/** Users and organizations share one set of names, and both own models. */
const ownerKinds = ["user", "organization"] as const;
export type OwnerKind = (typeof ownerKinds)[number];

const username = { type: "string", examples: ["john"] } as const;

export const baseUser = wireObject("BaseUser", {
  id: uuid,
  username,
  avatar_url: nullableText,
});
export type BaseUser = Described<typeof baseUser>;

export const user = wireObject("User", {
  ...baseUser.properties,
  kind: { enum: ownerKinds },
  name: nullableText,
  bio: nullableText,
  location: nullableText,
  company: nullableText,
  created_at: time,
  updated_at: nullableTime,
});
export type User = Described<typeof user>;

export const userWithDetails = wireObject("UserWithDetails", {
  ...user.properties,
  urls: { type: ["array", "null"], items: text },
});
export type UserWithDetails = Described<typeof userWithDetails>;

export const hardware = wireObject("Hardware", {
  identifier: { type: "string", examples: ["cpu"] },
  name: text,
  gpus: count,
  cpus: count,
  ram_per_gpu_gb: { type: "number" },
  ram_gb: { type: "number" },
  created_at: time,
});
export type Hardware = Described<typeof hardware>;

export const category = wireObject("Category", { name: text, slug: text, description: text });
export type Category = Described<typeof category>;

export const model = wireObject("Model", {
  id: uuid,
  name: { type: "string", examples: ["image-upscaler"] },
  created_at: time,
  updated_at: nullableTime,
  visibility: { enum: visibilities },
  description: nullableText,
  owner: baseUser,
  hardware: wireObject("ModelHardware", { identifier: text, name: text }),
  predictions_count: { ...count, description: "Over all versions." },
  categories: { type: "array", items: wireObject("ModelCategory", { name: text, slug: text }) },
  tags: { type: "array", items: text, description: "Sorted." },
});
export type Model = Described<typeof model>;

export const modelImage = wireObject("ModelImage", {
  url: { type: "string", description: "https." },
  label: nullableText,
});
export type ModelImage = Described<typeof modelImage>;

export const modelWithDetails = wireObject("ModelWithDetails", {
  ...model.properties,
  overview: { type: ["string", "null"], description: "Markdown." },
  latest_version: {
    ...orNull(versionWithDetails),
    description: "The newest that was not deleted, whatever its status.",
  },
  latest_active_version: orNull(version),
  primary_version: {
    ...orNull(version),
    description: "What a reference without a selector means.",
  },
  source_url: nullableText,
  license_url: nullableText,
  paper_url: nullableText,
  features: { type: "array", items: text },
  images: { type: "array", items: modelImage },
  compatibility_input: { enum: compatibilities },
  compatibility_output: { enum: compatibilities },
  bump_policy: { enum: bumpPolicies },
  required_checks: { type: "array", items: { enum: checkNames } },
  data_retention_s: {
    type: ["integer", "null"],
    description:
      "So many seconds after a prediction has ended its input, output and logs are removed; null: they are kept.",
  },
});
export type ModelWithDetails = Described<typeof modelWithDetails>;
