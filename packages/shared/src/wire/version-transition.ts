import type { Described } from "./describe/described.ts";
import { nullableText, time } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";
import { versionStatuses } from "./version-statuses.ts";

/** One step in the life of a version. */
export const versionTransition = wireObject("VersionTransition", {
  revision: { type: "integer", minimum: 1, description: "The card's, as the transition made it." },
  from: { enum: [...versionStatuses, null], description: "Null: the version was created." },
  to: { enum: versionStatuses },
  actor: { ...nullableText, description: "Username of who did it; null where that is no owner." },
  reason: nullableText,
  at: time,
});
export type VersionTransition = Described<typeof versionTransition>;
