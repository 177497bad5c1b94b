import { updateVersionCard, type VersionDetails } from "@headgate/database";
import { HeadgateError, type VersionWithDetails } from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import { auditEntry, changedFields } from "../audit/audit-entry.ts";
import type { CompilingContext } from "../context.ts";
import { checkIfMatch } from "../revisions/if-match.ts";
import { checkCard } from "./check-card.ts";
import { checkSamples } from "./check-samples.ts";
import { findLivingVersion } from "./find-living-version.ts";
import { loadFlatSchema } from "./load-flat-schema.ts";
import { type CardFields, mergeCard } from "./merge-card.ts";
import { refuseFixed } from "./refuse-fixed.ts";
import { showVersionWithDetails } from "./show-version.ts";
import type { TransitionInput } from "./transit-version.ts";
import { nextStatus } from "./transitions.ts";
import { type PatchVersionBody, patchVersionBody } from "./version-body.ts";

export interface PatchedVersion {
  version: VersionWithDetails;
  /** Whether its gate is to be told of another limit or policy. */
  changesGate: boolean;
}

/**
 * Changes what the body names of a version's card. `invalid_input` naming each part that is no part of the card, and each place at which a
 * sample is not what the schemas describe; `conflict` for an active version that is to be private; `precondition_failed` for another revision than `ifMatch` asks for. A partial draft that gets
 * its release notes is a draft from then on.
 */
export async function patchVersion(
  ctx: CompilingContext,
  input: TransitionInput & { body: unknown },
): Promise<PatchedVersion> {
  const { model, actor } = await getOwnModel(ctx, input, "write");
  refuseFixed(input, input.body);
  const body = patchVersionBody.parse(input.body);
  for (;;) {
    const version = await findLivingVersion(ctx, model.id, input);
    const { key, revision, status: from } = version;
    checkIfMatch(input.ifMatch, revision);
    await checkSamples(body, (place) => loadFlatSchema(ctx, key, place));
    const fields = mergeCard(version, body);
    checkCard(fields);
    checkVisibility(input, version, fields);
    const audit = auditEntry(ctx, {
      ...{ kind: "version", verb: "update", ownerId: model.owner.id },
      target: `${model.owner.username}/${model.name}:${version.number}`,
      details: changedFields(body),
    });
    const by = { actorId: actor.ownerId, at: audit.at, audit };
    const step = { key, revision, from, to: statusAfter(version, body), ...by };
    if (await updateVersionCard(ctx.db, { ...fields, ...step })) {
      const change = { status: step.to, revision: revision + 1, updatedAt: step.at };
      return {
        version: showVersionWithDetails({ ...version, ...fields, ...change }),
        changesGate:
          JSON.stringify(fields.routing) !== JSON.stringify(version.routing) ||
          fields.maximumParallelCapacity !== version.maximumParallelCapacity,
      };
    }
    // Somebody else changed it meanwhile: the body is put over what they wrote.
  }
}

/** Unpinned calls pass over private versions: they leave an active one only where the ledger of aliases says so. */
function checkVisibility(
  { owner, name, number }: TransitionInput,
  { status, visibility }: VersionDetails,
  wanted: CardFields,
): void {
  if (status !== "active" || visibility !== null || wanted.visibility === null) return;
  const message = `${owner}/${name}:${number} is active, and cannot be made private: deactivate it first, and activate it again afterwards`;
  throw new HeadgateError("conflict", message);
}

function statusAfter({ status }: VersionDetails, body: PatchVersionBody): VersionDetails["status"] {
  const isComplete = body.release_notes !== undefined;
  return isComplete ? (nextStatus(status, "complete") ?? status) : status;
}
