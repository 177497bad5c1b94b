import { HeadgateError, type Scope } from "@headgate/shared";

import { hasScope } from "../access/require-scope.ts";
import type { Actor } from "../context.ts";

/** Throws `forbidden` for scopes that the maker's own token lacks. */
export function checkScopes(actor: Actor, scopes: readonly Scope[]): void {
  const lacking = scopes.filter((scope) => !hasScope(actor, scope));
  if (lacking.length === 0) return;
  const message = `a token cannot make one with more scopes than its own; it lacks ${lacking.join(", ")}`;
  throw new HeadgateError("forbidden", message);
}
