import type { BaseUser } from "./model.ts";

/** What a member may do in an organization; each may all that those before it may. */
export const roles = ["reader", "runner", "writer", "admin"] as const;
export type Role = (typeof roles)[number];

/** `name` is what its models are addressed under: `name/model`. */
export interface Organization {
  id: string;
  name: string;
  display_name: string | null;
  bio: string | null;
  location: string | null;
  avatar_url: string | null;
  urls: string[] | null;
  created_at: string;
  updated_at: string | null;
  /** The caller's; null for whoever is not a member. */
  role: Role | null;
}

export interface Member {
  user: BaseUser;
  role: Role;
  /** When they joined. */
  created_at: string;
}
