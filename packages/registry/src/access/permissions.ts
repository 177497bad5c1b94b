import { type Role, roles, type Scope } from "@headgate/shared";

/** What a verb does with what an owner has. `manage` and `inspect` are about people, tokens and rules, and what cannot be undone. */
export type Permission = "read" | "predict" | "write" | "manage" | "inspect";

/**
 * What it takes: the scope of the token, and the role in the owner's namespace. A user has every role in its own. Scope `admin` is about
 * the installation, so that `manage` is content with `write`.
 */
export const permissions: Record<Permission, { scope: Scope; role: Role }> = {
  read: { scope: "read", role: "reader" },
  predict: { scope: "predict", role: "runner" },
  write: { scope: "write", role: "writer" },
  manage: { scope: "write", role: "admin" },
  inspect: { scope: "read", role: "admin" },
};

/** The scopes that are of use to a role: an organization's token has no others. */
export const scopesOf: Record<Role, Scope[]> = {
  reader: ["read"],
  runner: ["read", "predict"],
  writer: ["read", "predict", "write"],
  admin: ["read", "predict", "write"],
};

export function reaches(role: Role, wanted: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(wanted);
}
