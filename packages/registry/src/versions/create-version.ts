import {
  findVersionById,
  insertVersion,
  type ModelDetails,
  type NewVersion,
} from "@headgate/database";
import {
  type CreatedVersion,
  HeadgateError,
  type Problem,
  type VersionStatus,
  type Warning,
} from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import {
  isOvertaken,
  judgePublication,
  type PublicationJudgement,
} from "../compatibility/judge-publication.ts";
import { toVersionFlats } from "../compatibility/version-flats.ts";
import type { CompilingContext } from "../context.ts";
import { makeOnce } from "../make-once.ts";
import { toHex } from "../random-id.ts";
import { checkCard } from "./check-card.ts";
import { checkSamples } from "./check-samples.ts";
import { compileSchemas } from "./compile-schemas.ts";
import { emptyCard, mergeCard } from "./merge-card.ts";
import { readContent } from "./read-content.ts";
import { refuseVersion } from "./refuse-version.ts";
import { showVersionWithDetails } from "./show-version.ts";
import { createVersionBody } from "./version-body.ts";
import { readWantedVersion } from "./wanted-version.ts";

/**
 * Creates a version under the model's next number, and publishes it unless a draft is asked for or the model requires checks. It starts
 * nothing and has no backend yet. `invalid_input` with every place at which one of the schemas is none, or a sample not what they describe; what is only odd about
 * the schemas comes back as `warnings`.
 * `conflict` for a semantic version that is taken or does not rank above its line. Published at once it must satisfy the model's policies:
 * see `judgePublication`.
 */
export async function createVersion(
  ctx: CompilingContext,
  input: ModelPath & { body: unknown },
): Promise<CreatedVersion> {
  const { model, actor } = await getOwnModel(ctx, input, "write");
  const body = createVersionBody.parse(input.body);
  const wanted = readWantedVersion(body);
  const compiled = await compileSchemas(ctx, body.schemas);
  if (!compiled.ok) throw refusal(compiled.problems);
  const status = firstStatus(body, model);
  const fields = mergeCard(emptyCard, body);
  checkCard(fields);
  const flats = toVersionFlats(compiled.schemas);
  await checkSamples(body, async ({ task, direction }) => flats[task]?.[direction] ?? null);
  const version = {
    modelId: model.id,
    wanted,
    status,
    id: toHex(ctx.random(32)),
    containerImageDigest: body.container_image_digest,
    schemas: body.schemas,
    content: readContent(body),
    compiled,
    ...fields,
    createdAt: ctx.now(),
    createdBy: actor.ownerId,
    audit: auditEntry(ctx, {
      ...{ kind: "version", verb: "create", ownerId: model.owner.id },
      ...{ target: `${model.owner.username}/${model.name}`, details: { status } },
    }),
  };
  const { made, warnings } = await makeOnce(
    () => insert(ctx, { ...input, model }, version),
    () => findMade(ctx, version.id),
  );
  const shown = showVersionWithDetails(made);
  const unchecked = warnOfChecks(input, shown, body);
  return { ...shown, warnings: [...compiled.warnings, ...warnings, ...unchecked] };
}

interface Made {
  made: Parameters<typeof showVersionWithDetails>[0];
  warnings: Warning[];
}

async function insert(
  ctx: CompilingContext,
  { model, ...path }: ModelPath & { model: ModelDetails },
  version: Omit<NewVersion, "succession">,
): Promise<Made> {
  for (;;) {
    const { warnings, succession } = await judge(ctx, model, version);
    const name = await insertVersion(ctx.db, { ...version, succession });
    if (name !== null)
      return { made: { ...version, ...name, revision: 1, updatedAt: null }, warnings };
    if (await isOvertaken(ctx, model.id, succession)) continue;
    throw await refuseVersion(ctx, { ...path, modelId: model.id }, version.wanted);
  }
}

/** How it was judged is told once. */
async function findMade({ db }: CompilingContext, id: string): Promise<Made | null> {
  const made = await findVersionById(db, id);
  return made === null || made.status === "deleted" ? null : { made, warnings: [] };
}

/** A draft is judged when it is published. */
async function judge(
  ctx: CompilingContext,
  model: ModelDetails,
  { status, wanted, compiled }: Pick<NewVersion, "compiled" | "status" | "wanted">,
): Promise<PublicationJudgement> {
  if (status !== "active") return { warnings: [], succession: null };
  const flats = toVersionFlats(compiled.schemas);
  return judgePublication(ctx, model, { wanted, flats, loc: ["body", "schemas"] });
}

/** What its model wants checked has no backend yet: it stays a draft until it is published. */
function firstStatus(
  body: { draft: boolean; release_notes?: string },
  { requiredChecks }: ModelDetails,
): VersionStatus {
  if (!body.draft) return requiredChecks.length === 0 ? "active" : "draft";
  return body.release_notes === undefined ? "partial" : "draft";
}

function warnOfChecks(
  { owner, name }: ModelPath,
  { number, status }: { number: number; status: VersionStatus },
  { draft }: { draft: boolean },
): Warning[] {
  if (draft || status !== "draft") return [];
  const msg = `the model requires checks: the version is a draft until POST /v1/models/${owner}/${name}/versions/${number}/publish has had them made`;
  return [{ loc: ["body", "draft"], msg }];
}

function refusal(problems: Problem[]): HeadgateError {
  const [first] = problems;
  return new HeadgateError("invalid_input", first?.msg ?? "a schema is not valid", { problems });
}
