import type { Database } from "../database.ts";

/** The active version that a new one follows, by rank. */
export interface Predecessor {
  key: number;
  number: number;
  semver: string;
}

/** That a version still follows this one, null: none; `precedence` is its own, null: above all. */
export interface Succession {
  precedence: string | null;
  predecessor: number | null;
}

const followed = (model: string, precedence: string): string =>
  `FROM versions JOIN version_cards ON version_cards.version_key = versions.key
   WHERE versions.model_id = ${model} AND version_cards.status = 'active' AND versions.precedence < coalesce(${precedence}, '~')
   ORDER BY versions.precedence DESC LIMIT 1`;

/** Null: there is no active version that ranks below. */
export async function findPredecessor(
  { $client: d1 }: Database,
  modelId: string,
  precedence: string | null,
): Promise<Predecessor | null> {
  return d1
    .prepare(`SELECT versions.key, versions.number, versions.semver ${followed("?1", "?2")}`)
    .bind(modelId, precedence)
    .first<Predecessor>();
}

/**
 * SQL for whether a succession holds, with its two members to be bound; both null where there is none, and then it does. `model` is SQL for
 * the model's id.
 */
export function holdsSuccession(
  succession: Succession | null,
  { model, precedence, predecessor }: { model: string; precedence: string; predecessor: string },
): string {
  if (succession === null) return `${precedence} IS ${predecessor}`;
  return `(SELECT versions.key ${followed(model, precedence)}) IS ${predecessor}`;
}
