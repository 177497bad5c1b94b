import type { Role } from "./organization.ts";

/** What a token may do. `admin` implies the others, and is about the whole installation. */
export const scopes = ["read", "predict", "write", "admin"] as const;
export type Scope = (typeof scopes)[number];

/** A token without its secret. */
export interface Token {
  id: string;
  name: string;
  /** The name of the user or organization whose it is. */
  owner: string;
  scopes: Scope[];
  /** Of an organization's token; null for a user's, which may what the user may. */
  role: Role | null;
  /** The first and the last characters of the secret; null for a token made before these were kept. */
  prefix: string | null;
  last_characters: string | null;
  created_at: string;
  /** Null: never. */
  expires_at: string | null;
  /** To the minute or so; null: never used. */
  last_used_at: string | null;
}

export interface CreatedToken extends Token {
  /** Shown this once: only its SHA-256 is kept. */
  token: string;
}
