import type { RoutingPolicy, VersionStatus } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { VersionCard } from "../schema/version-content.ts";
import { type AuditEntry, prepareAudit } from "./audit-statement.ts";

/** A card as it is to be. */
export interface CardUpdate {
  /** Of the version. */
  key: number;
  /** The card's, when it was read. */
  revision: number;
  /** What the status was and is to be: for most updates the same. */
  from: VersionStatus;
  to: VersionStatus;
  releaseNotes: string;
  card: VersionCard;
  tags: string[];
  visibility: "private" | null;
  minimumParallelCapacity: number | null;
  maximumParallelCapacity: number | null;
  routing: Partial<RoutingPolicy>;
  /** Id of the owner who does it. */
  actorId: string;
  at: number;
  audit: AuditEntry;
}

const changesGate = "maximum_parallel_capacity IS NOT ?8 OR json(routing) IS NOT json(?10)";

/**
 * Puts the card in the place of the one that was read, and raises the epoch of the gate's configuration where its limit or the routing changes. False: the
 * card was changed meanwhile, and nothing was done.
 */
export async function updateVersionCard(db: Database, update: CardUpdate): Promise<boolean> {
  const { $client: d1 } = db;
  const { key, revision, from, to, at } = update;
  const isAsRead = "FROM version_cards WHERE version_key = ?1 AND revision = ?2";
  const transition = d1
    .prepare(
      `INSERT INTO version_transitions (version_key, revision, from_status, to_status, actor_id, at)
       SELECT version_key, revision + 1, ?3, ?4, ?5, ?6 ${isAsRead}`,
    )
    .bind(key, revision, from, to, update.actorId, at);
  // The card goes behind the others, which look whether it is as it was read.
  const results = await d1.batch([
    d1
      .prepare(`DELETE FROM version_tags WHERE version_key = ?1 AND EXISTS (SELECT 1 ${isAsRead})`)
      .bind(key, revision),
    d1
      .prepare(
        `INSERT INTO version_tags (version_key, tag)
         SELECT ?1, value FROM json_each(?3) WHERE EXISTS (SELECT 1 ${isAsRead})`,
      )
      .bind(key, revision, JSON.stringify(update.tags)),
    ...(from === to ? [] : [transition]),
    d1
      .prepare(
        `UPDATE version_cards SET
           status = ?3, release_notes = ?4, card = ?5, visibility = ?6, minimum_parallel_capacity = ?7,
           config_epoch = config_epoch + (${changesGate}), maximum_parallel_capacity = ?8, routing = ?10,
           peak_shards = max(peak_shards, ifnull(routing ->> 'shards', 1)),
           reshard_at = iif(max(peak_shards, ifnull(routing ->> 'shards', 1), ifnull(?10 ->> 'shards', 1)) > 1 AND (${changesGate}), ?9, reshard_at),
           revision = revision + 1, updated_at = ?9
         WHERE version_key = ?1 AND revision = ?2 RETURNING revision`,
      )
      .bind(
        key,
        revision,
        to,
        update.releaseNotes,
        JSON.stringify(update.card),
        update.visibility,
        update.minimumParallelCapacity,
        update.maximumParallelCapacity,
        at,
        JSON.stringify(update.routing),
      ),
    prepareAudit(db, update.audit),
  ]);
  return results.at(-2)?.results.length === 1;
}
