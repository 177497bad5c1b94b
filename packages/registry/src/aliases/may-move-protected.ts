import { HeadgateError } from "@headgate/shared";

import type { OwnModel } from "../access/get-own-model.ts";
import { isPermitted, roleIn } from "../access/require-permission.ts";

/** Whether the actor may move, remove, protect and free protected aliases of the model. */
function mayMoveProtected({ actor, model }: OwnModel): boolean {
  return isPermitted(actor, model.owner.id, "manage");
}

/** Throws `forbidden` where the actor may not, `conflict` where no reason is given. `rule` is the alias's. */
export function checkProtection(
  own: OwnModel,
  { alias, rule, reason }: { alias: string; rule: string | null; reason: string | null },
): void {
  const { actor, model } = own;
  const protection = rule === null ? "protected" : `protected by the rule "${rule}"`;
  if (!mayMoveProtected(own)) {
    const { username, id } = model.owner;
    const message = `the alias ${alias} is ${protection}: it takes the role admin in ${username} to change it; yours is ${roleIn(actor, id)}`;
    throw new HeadgateError("forbidden", message);
  }
  if (reason !== null) return;
  const message = `the alias ${alias} is ${protection}: give the \`reason\` for which it is changed`;
  throw new HeadgateError("conflict", message);
}
