import type { Described } from "./describe/described.ts";
import { nullableTime, text, time } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";

/** Credentials for an OCI registry. Their password is shown to nobody. */
export const registry = wireObject("Registry", {
  host: {
    type: "string",
    description: "With its port where it has one; `docker.io` for Docker Hub.",
    examples: ["registry.example.com:5000"],
  },
  username: text,
  created_at: time,
  updated_at: nullableTime,
});
export type Registry = Described<typeof registry>;
