import type { Viewer } from "@headgate/database";

import type { Actor } from "../context.ts";
import { isPermitted } from "./require-permission.ts";
import { seesUnpublished } from "./sees-unpublished.ts";

/** Whose private models, and whose unpublished versions, lists show to the actor. */
export function viewerOf(actor: Actor | null): Viewer {
  const ownerIds = [...(actor?.roles.keys() ?? [])];
  return {
    reads: ownerIds.filter((ownerId) => isPermitted(actor, ownerId, "read")),
    writes: ownerIds.filter((ownerId) => seesUnpublished(actor, ownerId)),
  };
}
