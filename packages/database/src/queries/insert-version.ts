import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { sql } from "drizzle-orm";

import type { RoutingPolicy, VersionBump, VersionSchemas, VersionStatus } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { VersionCard, VersionContent } from "../schema/version-content.ts";
import { type AuditEntry, prepareAudit } from "./audit-statement.ts";
import type { CompiledSchemas } from "./flat-schemas.ts";
import { nextPrecedence, precedenceLength, releaseOf } from "./next-precedence.ts";
import { holdsSuccession, type Succession } from "./predecessor.ts";
import { lineTop } from "./version-lines.ts";

/** Which semantic version it is to get: the step above the model's highest, or this one. */
export type WantedVersion = { bump: VersionBump } | { version: string; precedence: string };

export interface NewVersion {
  modelId: string;
  /** 64 hex digits from 32 random bytes. */
  id: string;
  wanted: WantedVersion;
  status: VersionStatus;
  containerImageDigest: string;
  schemas: VersionSchemas;
  content: VersionContent;
  compiled: CompiledSchemas;
  releaseNotes: string;
  card: VersionCard;
  tags: string[];
  visibility: "private" | null;
  minimumParallelCapacity: number | null;
  maximumParallelCapacity: number | null;
  routing: Partial<RoutingPolicy>;
  createdAt: number;
  /** Id of the owner who creates it. */
  createdBy: string;
  /** Of its being there, for its first transition. Left out: none is given. */
  reason?: string;
  /** Null: it may follow whichever. */
  succession: Succession | null;
  /** Its target is the model's: the number comes with the version. */
  audit: AuditEntry;
}

export interface VersionName {
  key: number;
  number: number;
  semver: string;
}

/**
 * Gives the version the model's next number, and the semantic version that is wanted, in one batch with its rows: what fails takes
 * neither. A version that is asked for must rank above all of its line: above those of the same major and minor number; where there are
 * none, above those of the same major number; where there are none, above all. Null: it does not, it does not follow the version that it
 * must follow, or the model is gone.
 */
export async function insertVersion(
  db: Database,
  version: NewVersion,
): Promise<VersionName | null> {
  const { id, audit } = version;
  const target = sql`${audit.target} || ':' || (select number from versions where id = ${id})`;
  const [, inserted] = await db.$client.batch<VersionName>([
    takeName(db, version),
    insertRow(db, version),
    prepareAudit(db, audit, target),
    ...insertCard(db, version),
    ...insertFlatSchemas(db, version),
  ]);
  return inserted?.results[0] ?? null;
}

/** Moves the model's counters on; changes no row where the version may not be given. */
function takeName(
  { $client: d1 }: Database,
  { modelId, wanted, succession }: Pick<NewVersion, "modelId" | "succession" | "wanted">,
): D1PreparedStatement {
  const { highest, condition, precedence } = nameOf(wanted);
  const follows = holdsSuccession(succession, {
    model: "?1",
    precedence: "?3",
    predecessor: "?4",
  });
  return d1
    .prepare(
      `UPDATE models SET last_number = last_number + 1, highest_precedence = ${highest}
       WHERE id = ?1 AND deleted_at IS NULL AND ${condition} AND ${follows}`,
    )
    .bind(modelId, precedence, succession?.precedence ?? null, succession?.predecessor ?? null);
}

/** SQL for what the model's highest precedence becomes, and whether the version may be given; ?2 is the precedence that is asked for. */
function nameOf(wanted: WantedVersion): {
  highest: string;
  condition: string;
  precedence: string | null;
} {
  if ("bump" in wanted) {
    const next = nextPrecedence(wanted.bump);
    return {
      highest: next,
      condition: `?2 IS NULL AND length(${next}) = ${precedenceLength}`,
      precedence: null,
    };
  }
  const { precedence } = wanted;
  return { highest: "max(highest_precedence, ?2)", condition: `?2 > ${lineTop}`, precedence };
}

/** Does nothing where the statement before it took no name. */
function insertRow({ $client: d1 }: Database, version: NewVersion): D1PreparedStatement {
  const { modelId, id, wanted, createdAt } = version;
  return d1
    .prepare(
      `INSERT INTO versions (model_id, number, semver, precedence, id, container_image_digest, schemas, created_at, content)
       SELECT id, last_number, coalesce(?6, ${releaseOf}), coalesce(?7, highest_precedence), ?2, ?3, ?4, ?5, ?8
       FROM models WHERE id = ?1 AND changes() > 0
       RETURNING key, number, semver`,
    )
    .bind(
      modelId,
      id,
      version.containerImageDigest,
      JSON.stringify(version.schemas),
      createdAt,
      "version" in wanted ? wanted.version : null,
      "version" in wanted ? wanted.precedence : null,
      JSON.stringify(version.content),
    );
}

function insertCard({ $client: d1 }: Database, version: NewVersion): D1PreparedStatement[] {
  const { id, createdAt } = version;
  return [
    d1
      .prepare(
        `INSERT INTO version_cards
           (version_key, status, release_notes, card, visibility, minimum_parallel_capacity, maximum_parallel_capacity,
            routing)
         SELECT key, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM versions WHERE id = ?1`,
      )
      .bind(
        id,
        version.status,
        version.releaseNotes,
        JSON.stringify(version.card),
        version.visibility,
        version.minimumParallelCapacity,
        version.maximumParallelCapacity,
        JSON.stringify(version.routing),
      ),
    d1
      .prepare(
        `INSERT INTO version_tags (version_key, tag)
         SELECT versions.key, value FROM versions, json_each(?2) WHERE versions.id = ?1`,
      )
      .bind(id, JSON.stringify(version.tags)),
    d1
      .prepare(
        `INSERT INTO version_transitions (version_key, revision, from_status, to_status, actor_id, at, reason)
         SELECT key, 1, NULL, ?2, ?3, ?4, ?5 FROM versions WHERE id = ?1`,
      )
      .bind(id, version.status, version.createdBy, createdAt, version.reason ?? null),
  ];
}

function insertFlatSchemas(
  { $client: d1 }: Database,
  { id, compiled }: NewVersion,
): D1PreparedStatement[] {
  return compiled.schemas.map(({ task, direction, flat }) =>
    d1
      .prepare(
        `INSERT INTO flat_schemas (version_key, task, direction, form, schema)
         SELECT key, ?2, ?3, ?4, ?5 FROM versions WHERE id = ?1`,
      )
      .bind(id, task, direction, compiled.form, JSON.stringify(flat)),
  );
}
