import {
  hasTransition,
  type ModelDetails,
  type Succession,
  type Transition,
  transitionVersion,
  type VersionDetails,
} from "@headgate/database";

import { getOwnModel } from "../access/get-own-model.ts";
import { planWithdrawal } from "../aliases/plan-withdrawal.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { Actor, RegistryContext } from "../context.ts";
import { repeatUntilWritten } from "../repeat-until-written.ts";
import { checkIfMatch } from "../revisions/if-match.ts";
import { findLivingVersion, type VersionPath } from "./find-living-version.ts";
import { lostTransition, refuseTransition } from "./refuse-transition.ts";
import { endOf, nextStatus, type TransitionVerb } from "./transitions.ts";

export interface TransitionInput extends VersionPath {
  /** The header; null: whatever the revision. */
  ifMatch: string | null;
}

interface Wanted {
  verb: TransitionVerb;
  /** Whether a version that a protected alias points at is deactivated. Deleted it is never. */
  isForced?: boolean;
  /** What was sent is read once it is known that the actor may do this. */
  readReason: () => string | null;
  /** What else must hold; throws where it does not. Asked again where the version, or what it follows, was changed meanwhile. */
  check?: (version: VersionDetails, model: ModelDetails) => Promise<Succession | null>;
}

/**
 * Takes an own version to its next status, by the table of transitions. `conflict` naming the status it has where the verb leads
 * nowhere, or where another transition was faster; `precondition_failed` for another revision than `ifMatch` asks for.
 */
export async function transitVersion(
  ctx: RegistryContext,
  input: TransitionInput,
  wanted: Wanted,
): Promise<VersionDetails> {
  const own = await getOwnModel(ctx, input, "write");
  const { model, actor } = own;
  const { verb, isForced = false, check } = wanted;
  const reason = wanted.readReason();
  let version = await findLivingVersion(ctx, model.id, input);
  if (await isDone(ctx, version.key, { verb, actor })) return version;
  return repeatUntilWritten(ctx, input, async () => {
    const { key, status, revision } = version;
    checkIfMatch(input.ifMatch, revision);
    const to = nextStatus(status, verb);
    if (to === null) throw refuseTransition(input, status, verb);
    const succession = (await check?.(version, model)) ?? null;
    const withdrawal =
      status === "active"
        ? await planWithdrawal(ctx, own, { version, to, reason, isForced })
        : null;
    const audit = auditEntry(ctx, {
      ...{ kind: "version", verb, ownerId: model.owner.id },
      target: `${model.owner.username}/${model.name}:${version.number}`,
      details: { from: status, to, reason },
    });
    const by = { actorId: actor.ownerId, reason, at: audit.at, audit };
    const step = { key, from: status, to, revision, ...by, succession, withdrawal };
    if (await transitionVersion(ctx.db, step)) return apply(version, step);
    const found = await findLivingVersion(ctx, model.id, input);
    if (found.status !== status) throw lostTransition(input, found.status);
    // Its card was changed, an alias, or what it follows: what was decided on that is decided anew.
    version = found;
    return null;
  });
}

/** By an earlier attempt at the same call. */
async function isDone(
  { db, now, isRepeat = false }: RegistryContext,
  key: number,
  { verb, actor }: { verb: TransitionVerb; actor: Actor },
): Promise<boolean> {
  if (!isRepeat) return false;
  return hasTransition(db, { key, to: endOf(verb), actorId: actor.ownerId, at: now() });
}

function apply(version: VersionDetails, { to, revision, at }: Transition): VersionDetails {
  return { ...version, status: to, revision: revision + 1, updatedAt: at };
}
