import {
  type CheckRow,
  findCheck,
  findCheckSubject,
  findOpenCheck,
  insertCheck,
  isUniqueViolation,
  type NewCheck,
} from "@headgate/database";
import { type CheckName, HeadgateError, invalidInput, type VersionCheck } from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import { requireScope } from "../access/require-scope.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { PublicationJudgement } from "../compatibility/judge-publication.ts";
import { judgeStoredVersion } from "../compatibility/judge-stored-version.ts";
import type { CompilingContext } from "../context.ts";
import { makeOnce } from "../make-once.ts";
import { uuidOf } from "../random-id.ts";
import { findLivingVersion, type VersionPath } from "../versions/find-living-version.ts";
import { refuseTransition } from "../versions/refuse-transition.ts";
import { nextStatus } from "../versions/transitions.ts";
import { createCheckBody } from "./check-body.ts";
import { readCheckedImage } from "./read-checked-image.ts";
import { readSampleInput } from "./read-sample-input.ts";
import { showCheck } from "./show-check.ts";
import { createSteps } from "./steps.ts";

/** Longer than a prediction may wait and run, and a model may take to load. */
const lifetimeMs = 60 * 60_000;

const unjudged: PublicationJudgement = { warnings: [], succession: null };

/**
 * Has a version checked, and published where that is asked for and all is well. What comes back has not begun: whoever calls puts its id
 * on the queue `checks`. `conflict` while another check of the version goes on; what publishing it refuses, where that is asked for.
 */
export async function createCheck(
  ctx: CompilingContext,
  input: VersionPath & { body: unknown },
): Promise<VersionCheck> {
  const { model, actor } = await getOwnModel(ctx, input, "write");
  const { checks, publish, ...given } = createCheckBody.parse(input.body);
  const version = await findLivingVersion(ctx, model.id, input);
  const { key, number, status } = version;
  if (publish && nextStatus(status, "publish") === null) {
    throw refuseTransition(input, status, "publish");
  }
  const judgement = publish ? await judgeStoredVersion(ctx, model, version) : unjudged;
  const names = namesOf({ checks, publish, required: model.requiredChecks });
  if (names.has("run")) requireScope(ctx, "predict");
  const subject = await findCheckSubject(ctx.db, key);
  if (subject === null) throw new Error(`the version ${key} is gone`);
  const createdAt = ctx.now();
  const check = {
    id: uuidOf(ctx.random(16)),
    versionKey: key,
    publish,
    steps: createSteps(names, judgement.warnings),
    succession: judgement.succession,
    image: names.has("image") ? readCheckedImage(subject, given.container_image) : null,
    input: names.has("run") ? await readSampleInput(ctx, subject, given.sample_input) : null,
    callerId: actor.ownerId,
    audit: auditEntry(ctx, {
      ...{ kind: "version", verb: "check", ownerId: model.owner.id },
      target: `${model.owner.username}/${model.name}:${number}`,
      details: { checks: [...names], publish },
    }),
    createdAt,
    deadlineAt: createdAt + lifetimeMs,
  };
  const made = await makeOnce(
    () => insert(ctx, check),
    () => findCheck(ctx.db, check.id),
  );
  return showCheck(made, number);
}

async function insert(ctx: CompilingContext, check: NewCheck): Promise<CheckRow> {
  try {
    return await insertCheck(ctx.db, check);
  } catch (error) {
    throw await refusal(ctx, check.versionKey, error);
  }
}

function namesOf(given: {
  checks: readonly CheckName[] | undefined;
  publish: boolean;
  required: readonly CheckName[];
}): ReadonlySet<CheckName> {
  const { checks, publish, required } = given;
  const names = new Set(checks ?? required);
  if (publish) for (const name of required) names.add(name);
  if (names.size > 0) return names;
  const message = 'the model requires no checks: say which to make, as in ["image", "load", "run"]';
  throw invalidInput(["body", "checks"], message, "missing");
}

/** `conflict` where the version is being checked. */
async function refusal(ctx: CompilingContext, key: number, error: unknown): Promise<unknown> {
  if (!isUniqueViolation(error, "version_checks.version_key")) return error;
  const open = await findOpenCheck(ctx.db, key);
  const which = open === null ? "" : ` (${open.id})`;
  const message = `the version is being checked${which}; wait until that has ended`;
  return new HeadgateError("conflict", message);
}
