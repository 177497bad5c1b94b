import { deleteModel as deleteRow } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import { noModel } from "../access/check-visibility.ts";
import { getOwnModel } from "../access/get-own-model.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { readFlag } from "../bodies/read-flag.ts";
import type { RegistryContext } from "../context.ts";

/** The query of the URL, as texts: `true` or `false`. */
export interface DeletionQuery {
  with_versions?: string | null;
  force?: string | null;
}

/**
 * Deletes the model. `conflict` where it has versions, unless `with_versions` takes them along, and where predictions are in flight, unless
 * `force` leaves them to go on to their end. Predictions stay in history. The name is free again, its numbers are not.
 * `conflict` while it has a protected alias. Of an organization, it takes an admin.
 */
export async function deleteModel(
  ctx: RegistryContext,
  input: ModelPath & { query?: DeletionQuery },
): Promise<void> {
  const withVersions = readFlag("with_versions", input.query?.with_versions);
  const force = readFlag("force", input.query?.force);
  const { model, actor } = await getOwnModel(ctx, input, "manage");
  const who = { deletedBy: actor.ownerId, deletedAt: ctx.now() };
  const reference = `${input.owner}/${input.name}`;
  const audit = auditEntry(ctx, {
    ...{ kind: "model", verb: "delete", ownerId: model.owner.id, target: reference },
    details: { with_versions: withVersions, force },
  });
  const outcome = await deleteRow(ctx.db, { id: model.id, ...who, withVersions, force }, audit);
  if (outcome === "deleted") return;
  if (outcome === null) throw noModel(input);
  const { versions, predictionsInFlight, protectedAliases } = outcome;
  if (protectedAliases > 0) {
    const message = `${reference} has protected aliases (${protectedAliases}); remove them first`;
    throw new HeadgateError("conflict", message);
  }
  if (versions > 0 && !withVersions) {
    const message = `${reference} has ${count(versions, "version")}; repeat with ?with_versions=true to delete them too`;
    throw new HeadgateError("conflict", message);
  }
  const message = `${reference} has ${count(predictionsInFlight, "prediction")} in flight; wait for the end, or repeat with force=true in the query and let them go on without the model`;
  throw new HeadgateError("conflict", message);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
