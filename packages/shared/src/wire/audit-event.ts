import { auditTargetKinds } from "./audit-target-kinds.ts";
import type { Described } from "./describe/described.ts";
import { text, time } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";

/** A change that was made, as it will always be told: names are those of that time. */
export const auditEvent = wireObject("AuditEvent", {
  id: { type: "integer" },
  at: time,
  action: { ...text, examples: ["model.create", "member.remove"] },
  actor: wireObject("Actor", { id: text, username: text }),
  token_id: { ...text, description: "The token that it was done with." },
  request_id: {
    type: ["string", "null"],
    description: "The `x-request-id` of the answer; null where it was not done over HTTP.",
  },
  target_kind: { enum: auditTargetKinds },
  target: {
    ...text,
    description:
      "As it is referred to: `owner/name`, `owner/name:3`, a username, the id of a token.",
  },
  details: { type: "object", description: "What the change was, as far as it is no secret." },
});
export type AuditEvent = Described<typeof auditEvent>;
