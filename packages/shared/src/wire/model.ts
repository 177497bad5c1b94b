import type { BumpPolicy, CheckName, Compatibility } from "./model-policy.ts";
import type { Version, VersionWithDetails } from "./version.ts";

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
  /** Sorted. */
  tags: string[];
}

export interface ModelImage {
  /** https. */
  url: string;
  label: string | null;
}

export interface ModelWithDetails extends Model {
  overview: string | null;
  /** The newest that was not deleted, whatever its status. */
  latest_version: VersionWithDetails | null;
  latest_active_version: Version | null;
  /** What a reference without a selector means. */
  primary_version: Version | null;
  source_url: string | null;
  license_url: string | null;
  paper_url: string | null;
  features: string[];
  images: ModelImage[];
  compatibility_input: Compatibility;
  compatibility_output: Compatibility;
  bump_policy: BumpPolicy;
  required_checks: CheckName[];
}
