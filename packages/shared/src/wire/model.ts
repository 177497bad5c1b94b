import type { VersionWithDetails } from "./version.ts";

export type Visibility = "private" | "public";

/** Users and organizations share one set of names, and both own models. */
export type OwnerKind = "user" | "organization";

export interface BaseUser {
  id: string;
  username: string;
  avatar_url: string | null;
}

export interface User extends BaseUser {
  kind: OwnerKind;
  name: string | null;
  bio: string | null;
  location: string | null;
  company: string | null;
  created_at: string;
  updated_at: string | null;
}

export interface UserWithDetails extends User {
  urls: string[] | null;
}

export interface Hardware {
  identifier: string;
  name: string;
  gpus: number;
  cpus: number;
  ram_per_gpu_gb: number;
  ram_gb: number;
  created_at: string;
}

export interface Category {
  name: string;
  slug: string;
  description: string;
}

export interface Model {
  id: string;
  name: string;
  created_at: string;
  updated_at: string | null;
  visibility: Visibility;
  description: string | null;
  owner: BaseUser;
  hardware: { identifier: string; name: string };
  /** Over all versions. */
  predictions_count: number;
  categories: { name: string; slug: string }[];
}

export interface ModelWithDetails extends Model {
  overview: string | null;
  latest_version: VersionWithDetails | null;
  source_url: string | null;
  license_url: string | null;
  paper_url: string | null;
}
