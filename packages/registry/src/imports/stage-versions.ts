import type { StagedLine } from "@headgate/database";
import {
  HeadgateError,
  isSemanticVersion,
  toPrecedence,
  type VersionSchemas,
  type VersionStatus,
} from "@headgate/shared";

import { toVersionFlats } from "../compatibility/version-flats.ts";
import type { CompilingContext } from "../context.ts";
import { checkCard } from "../versions/check-card.ts";
import { checkSamples } from "../versions/check-samples.ts";
import { compileSchemas } from "../versions/compile-schemas.ts";
import { emptyCard, mergeCard } from "../versions/merge-card.ts";
import { readContent } from "../versions/read-content.ts";
import { type CreateVersionBody, createVersionBody } from "../versions/version-body.ts";
import { versionLine } from "./line-bodies.ts";
import type { LineReader } from "./line-reader.ts";
import { readNullableTime, readTime } from "./read-times.ts";
import type { Staging } from "./staging.ts";

/** What later lines must go with, by the number of the version. */
export interface StagedVersion {
  id: string;
  status: VersionStatus;
  revision: number;
}
export type StagedVersions = Map<number, StagedVersion>;

type VersionLine = ReturnType<typeof versionLine.parse>;

/** Reads the lines of versions, holds each to what holds a version that is created, and stages them. Deleted ones are compiled no more. */
export async function stageVersions(
  ctx: CompilingContext,
  reader: LineReader,
  into: { staging: Staging; lastNumber: number },
): Promise<StagedVersions> {
  const versions: StagedVersions = new Map();
  const names = new Set<string>();
  let previous = 0;
  for (;;) {
    const line = await reader.take("version", versionLine);
    if (line === null) return versions;
    const { number, id, version, status, revision } = line;
    if (number <= previous || number > into.lastNumber) {
      throw reader.refuse(`version numbers must grow, up to ${into.lastNumber}`, "number");
    }
    if (!isSemanticVersion(version)) throw reader.refuse("this is no semantic version", "version");
    if (names.has(version) || names.has(id))
      throw reader.refuse("its id or version is there twice");
    const staged = await reader.about(() => readVersion(ctx, line));
    await into.staging.add(...staged);
    versions.set(number, { id, status, revision });
    names.add(version).add(id);
    previous = number;
  }
}

async function readVersion(ctx: CompilingContext, line: VersionLine): Promise<StagedLine[]> {
  const { number, id, version: semver, status, revision } = line;
  // A draft may lack what another may not.
  const body = createVersionBody.parse({ ...line.body, draft: true });
  const fields = mergeCard(emptyCard, body);
  checkCard(fields);
  const flats = status === "deleted" ? [] : await compile(ctx, number, body);
  const now = ctx.now();
  const content = {
    ...{ number, id, semver, status, revision, ...fields },
    precedence: toPrecedence(semver),
    containerImageDigest: body.container_image_digest,
    content: { ...readContent(body), lineage: line.lineage },
    createdAt: readTime("created_at", line.created_at, now),
    updatedAt: readNullableTime("updated_at", line.updated_at, now),
  };
  const { schemas } = body;
  return [{ kind: "version", content }, schemasLine(number, schemas), ...flats];
}

function schemasLine(number: number, schemas: VersionSchemas): StagedLine {
  return { kind: "schemas", content: { number, schemas } };
}

async function compile(
  ctx: CompilingContext,
  number: number,
  body: CreateVersionBody,
): Promise<StagedLine[]> {
  const compiled = await compileSchemas(ctx, body.schemas);
  if (!compiled.ok) {
    const { problems } = compiled;
    throw new HeadgateError("invalid_input", problems[0]?.msg ?? "a schema is not valid", {
      problems,
    });
  }
  const flats = toVersionFlats(compiled.schemas);
  await checkSamples(body, async ({ task, direction }) => flats[task]?.[direction] ?? null);
  const { form } = compiled;
  return compiled.schemas.map((flat) => ({
    kind: "flat_schema",
    content: { number, form, ...flat },
  }));
}
