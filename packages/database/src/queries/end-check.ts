import type { CheckState } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { VersionCard } from "../schema/version-content.ts";
import type { CheckRow, HeldCheck } from "./version-checks.ts";
import { prepareTransition, type Transition } from "./version-transitions.ts";

/** How a check ended, and what becomes of its version by that. */
export interface CheckEnd {
  state: Extract<CheckState, "passed" | "failed">;
  steps: CheckRow["steps"];
  at: number;
  /** Null: the version's status stays. */
  transition: Omit<Transition, "key" | "revision" | "at" | "withdrawal"> | null;
}

/**
 * Ends a check, and takes its version to the next status: both or neither. False: the check is in other hands, or the version, or what it
 * must follow, is not as it was.
 */
export async function endCheck(
  db: Database,
  check: HeldCheck & { versionKey: number },
  { state, steps, at, transition }: CheckEnd,
): Promise<boolean> {
  const d1 = db.$client;
  const isHeld = "id = ?1 AND epoch = ?2 AND ended_at IS NULL";
  const touch = d1
    .prepare(`UPDATE version_checks SET epoch = epoch WHERE ${isHeld}`)
    .bind(check.id, check.epoch);
  const end = d1
    .prepare(
      `UPDATE version_checks SET state = ?3, steps = ?4, ended_at = ?5, due_at = NULL, held_until = 0, revision = revision + 1
       WHERE ${isHeld} AND changes() > 0 RETURNING id`,
    )
    .bind(check.id, check.epoch, state, JSON.stringify(steps), at);
  const key = check.versionKey;
  const transit =
    transition === null
      ? []
      : prepareTransition(db, { ...transition, key, at, revision: null, withdrawal: null });
  const results = await d1.batch([touch, ...transit, end]);
  return results.at(-1)?.results.length === 1;
}

/** What a version's card says of its checks. */
export type CheckFindings = Pick<VersionCard, "image" | "load_status" | "run_status">;

/** Puts findings on the card, where they are news. */
export async function recordFindings(
  db: Database,
  { versionKey, at }: { versionKey: number; at: number },
  findings: CheckFindings,
): Promise<void> {
  await db.$client
    .prepare(
      `UPDATE version_cards SET card = json_patch(card, ?2), revision = revision + 1, updated_at = ?3
       WHERE version_key = ?1 AND json_patch(card, ?2) <> card`,
    )
    .bind(versionKey, JSON.stringify(findings), at)
    .run();
}
