import { type Scope, scopes } from "@headgate/shared";

/** Whether a stored text is a scope. */
export function isScope(text: string): text is Scope {
  return scopes.some((scope) => scope === text);
}
