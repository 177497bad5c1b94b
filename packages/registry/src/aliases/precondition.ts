import { HeadgateError, invalidInput } from "@headgate/shared";

import { checkIfMatch } from "../revisions/if-match.ts";

/** The headers `If-Match` and `If-None-Match`, as texts. */
export interface Precondition {
  ifMatch: string | null;
  ifNoneMatch: string | null;
}

export const noPrecondition: Precondition = { ifMatch: null, ifNoneMatch: null };

/** Throws `precondition_failed` where the alias is not in the state that the caller knows. `revision`, null: it is not set. */
export function checkPrecondition(
  { ifMatch, ifNoneMatch }: Precondition,
  { alias, revision }: { alias: string; revision: number | null },
): void {
  if (ifMatch !== null && revision === null) {
    const message = `the alias ${alias} is not set, and If-Match asks for ${ifMatch}`;
    throw new HeadgateError("precondition_failed", message);
  }
  if (revision !== null) checkIfMatch(ifMatch, revision);
  if (ifNoneMatch === null) return;
  if (ifNoneMatch.trim() !== "*") {
    const message = "If-None-Match takes * only: change the alias only if it is not set";
    throw invalidInput(["header", "if-none-match"], message);
  }
  if (revision === null) return;
  const message = `the alias ${alias} is set already, and If-None-Match asks for one that is not`;
  throw new HeadgateError("precondition_failed", message);
}
