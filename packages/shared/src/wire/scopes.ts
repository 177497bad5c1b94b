/** What a token may do. `admin` implies the others, and is about the whole installation. */
export const scopes = ["read", "predict", "write", "admin"] as const;
export type Scope = (typeof scopes)[number];
