import type { Described } from "./describe/described.ts";
import { nullableText, nullableTime, orNull, text, time, uuid } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";
import { baseUser } from "./model.ts";
import { roles } from "./roles.ts";

export const organization = wireObject("Organization", {
  id: uuid,
  name: { ...text, description: "What its models are addressed under: `name/model`." },
  display_name: nullableText,
  bio: nullableText,
  location: nullableText,
  avatar_url: nullableText,
  urls: { type: ["array", "null"], items: text },
  created_at: time,
  updated_at: nullableTime,
  role: {
    ...orNull({ enum: roles }),
    description: "The caller's; null for whoever is not a member.",
  },
});
export type Organization = Described<typeof organization>;

export const member = wireObject("Member", {
  user: baseUser,
  role: { enum: roles },
  created_at: { ...time, description: "When they joined." },
});
export type Member = Described<typeof member>;
