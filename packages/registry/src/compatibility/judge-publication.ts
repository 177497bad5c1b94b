import {
  findPredecessor,
  findVersionLine,
  type ModelDetails,
  type Succession,
  type WantedVersion,
} from "@headgate/database";
import { bumpFor, type VersionBump, type Warning } from "@headgate/shared";

import type { CompilingContext } from "../context.ts";
import { checkPolicies } from "./check-policies.ts";
import { bumpBetween } from "./judge-bump.ts";
import { loadVersionFlats, type VersionFlats } from "./version-flats.ts";

export interface JudgedVersion {
  wanted: WantedVersion;
  flats: VersionFlats;
  /** Where its schemas are in what the caller sent. */
  loc: (string | number)[];
}

export interface PublicationJudgement {
  warnings: Warning[];
  /** What must hold still when it is published; null where nothing depends on it. */
  succession: Succession | null;
}

/**
 * What the model's policies say about publishing a version, held against the active version that ranks next below. Throws
 * `invalid_input` as `checkPolicies` does.
 */
export async function judgePublication(
  ctx: CompilingContext,
  model: ModelDetails,
  { wanted, flats, loc }: JudgedVersion,
): Promise<PublicationJudgement> {
  const { compatibilityInput: input, compatibilityOutput: output, bumpPolicy: bump } = model;
  const isBinding = input !== "none" || output !== "none" || bump === "refuse";
  if (!isBinding && bump === "off") return { warnings: [], succession: null };
  const precedence = "version" in wanted ? wanted.precedence : null;
  const before = await findPredecessor(ctx.db, model.id, precedence);
  const succession = isBinding ? { precedence, predecessor: before?.key ?? null } : null;
  if (before === null) return { warnings: [], succession };
  const warnings = await checkPolicies(
    ctx,
    { compatibility: { input, output }, bump },
    {
      before: { ...before, flats: await loadVersionFlats(ctx, before.key) },
      after: { bump: await stepFrom(ctx, model, { before: before.semver, wanted }), flats },
      loc,
    },
  );
  return { warnings, succession };
}

/** Whether another version was published, or taken back, since it was judged what this one follows. */
export async function isOvertaken(
  { db }: CompilingContext,
  modelId: string,
  succession: Succession | null,
): Promise<boolean> {
  if (succession === null) return false;
  const before = await findPredecessor(db, modelId, succession.precedence);
  return (before?.key ?? null) !== succession.predecessor;
}

/** A bump counts from the highest version, which may be above the active one. */
async function stepFrom(
  { db }: CompilingContext,
  model: ModelDetails,
  { before, wanted }: { before: string; wanted: WantedVersion },
): Promise<VersionBump> {
  if ("version" in wanted) return bumpBetween(before, wanted.version);
  const line = await findVersionLine(db, model.id, null);
  return bumpFor({ bump: wanted.bump }, { bump: bumpBetween(before, line?.highest ?? before) });
}
