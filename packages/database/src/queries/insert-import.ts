import { sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { models } from "../schema/index.ts";
import { type AuditEntry, prepareAudit } from "./audit-statement.ts";
import { type NewModel, reached } from "./models.ts";

export interface ImportedModel extends NewModel {
  tags: string[];
  updatedAt: number | null;
  importedAt: number;
  /** How far the numbers got where it comes from. */
  lastNumber: number;
}

/**
 * Makes the model of an import, with all that was staged, at once. Fails as a whole: with a unique violation of `models.id` or of
 * `models.owner_id, models.name`, or refused for `nameRetired` or `versionTaken`.
 */
export async function insertImport(
  db: Database,
  importId: string,
  { model, audit }: { model: ImportedModel; audit: AuditEntry },
): Promise<void> {
  const { categorySlugs, tags, ...content } = model;
  const d1 = db.$client;
  const before = reached(model.ownerId, model.name);
  const inserted = db
    .insert(models)
    .values({
      ...content,
      // Null fails: `nameRetired`.
      lastNumber: sql`iif(${before.lastNumber} = 0, ${model.lastNumber}, null)`,
      highestPrecedence: sql`coalesce((select max(json_extract(content, '$.precedence')) from import_lines
        where import_id = ${importId} and kind = 'version'), '')`,
    })
    .toSQL();
  await d1.batch([
    d1.prepare(inserted.sql).bind(...inserted.params),
    prepareAudit(db, audit),
    d1
      .prepare(
        "INSERT INTO model_category_links (model_id, category_slug) SELECT ?1, value FROM json_each(?2)",
      )
      .bind(model.id, JSON.stringify(categorySlugs)),
    d1
      .prepare("INSERT INTO model_tags (model_id, tag) SELECT ?1, value FROM json_each(?2)")
      .bind(model.id, JSON.stringify(tags)),
    ...rows.map((statement) => d1.prepare(statement).bind(importId, model.id)),
    d1.prepare("DELETE FROM import_lines WHERE import_id = ?1").bind(importId),
  ]);
}

function linesOf(kind: string): string {
  return `FROM import_lines WHERE import_id = ?1 AND kind = '${kind}' ORDER BY position`;
}

/** Of the JSON in `content`, named as in the types of what is staged. */
function parts(...names: string[]): string {
  return names.map((name) => `json_extract(content, '$.${name}')`).join(", ");
}

const version =
  "(SELECT key FROM versions WHERE model_id = ?2 AND number = json_extract(import_lines.content, '$.number'))";

function deletion(part: string): string {
  return `(SELECT json_extract(d.content, '$.${part}') FROM import_lines d
    WHERE d.import_id = ?1 AND d.kind = 'transition' AND json_extract(d.content, '$.to') = 'deleted'
      AND json_extract(d.content, '$.number') = json_extract(import_lines.content, '$.number'))`;
}

/**
 * SQL for the rows of all tables; ?1 is the import's id, ?2 the model's. In the order in which they refer to each other. The schemas of a
 * version are staged behind it. The aliases are what the ledger's last entries say.
 */
const rows = [
  `INSERT INTO versions (model_id, number, id, semver, precedence, container_image_digest, content, created_at, schemas)
   SELECT ?2, ${parts("number", "id", "semver", "precedence", "containerImageDigest", "content", "createdAt")},
     (SELECT json_extract(s.content, '$.schemas') FROM import_lines s WHERE s.import_id = ?1 AND s.position = import_lines.position + 1)
   ${linesOf("version")}`,
  `INSERT INTO version_cards (version_key, status, revision, release_notes, card, visibility, minimum_parallel_capacity,
     maximum_parallel_capacity, updated_at, routing, deleted_at, deleted_by)
   SELECT ${version}, ${parts("status", "revision", "releaseNotes", "card", "visibility", "minimumParallelCapacity")},
     ${parts("maximumParallelCapacity", "updatedAt", "routing")}, ${deletion("at")}, ${deletion("actorId")}
   ${linesOf("version")}`,
  `INSERT INTO version_tags (version_key, tag)
   SELECT ${version}, tags.value FROM import_lines, json_each(content, '$.tags') tags WHERE import_id = ?1 AND kind = 'version'`,
  `INSERT INTO version_transitions (version_key, revision, from_status, to_status, actor_id, actor_name, reason, at)
   SELECT ${version}, ${parts("revision", "from", "to", "actorId", "actorName", "reason", "at")} ${linesOf("transition")}`,
  `INSERT INTO flat_schemas (version_key, task, direction, form, schema)
   SELECT ${version}, ${parts("task", "direction", "form")}, content -> '$.flat' ${linesOf("flat_schema")}`,
  `INSERT INTO alias_ledger (model_id, seq, alias, action, from_number, from_id, to_number, to_id, is_protected, rule, restores,
     actor_id, actor_name, reason, at, previous_hash, hash)
   SELECT ?2, ${parts("seq", "alias", "action", "fromNumber", "fromId", "toNumber", "toId", "isProtected", "rule")},
     ${parts("restores", "actorId", "actorName", "reason", "at", "previousHash", "hash")}
   ${linesOf("entry")}`,
  `INSERT INTO aliases (model_id, name, version_key, is_protected, rule, revision, updated_at)
   SELECT e.model_id, e.alias, v.key, e.is_protected, e.rule, e.seq, e.at FROM alias_ledger e JOIN versions v ON v.id = e.to_id
   WHERE e.model_id = ?2 AND ?1 <> '' AND e.action <> 'follow'
     AND e.seq = (SELECT max(l.seq) FROM alias_ledger l WHERE l.model_id = e.model_id AND l.alias = e.alias)`,
];
