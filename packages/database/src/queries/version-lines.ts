import type { Database } from "../database.ts";
import { releaseOf } from "./next-precedence.ts";

/** What a semantic version must rank above to be given to a model. */
export interface VersionLine {
  /** The number of the version that has it already; null: none does. */
  taken: number | null;
  /** The highest version of the line: of the same major and minor number, else of the same major number, else of all. */
  highest: string;
}

/**
 * SQL for the precedence that one must be above, in a statement that has the columns of `models`; ?1 is the model's id, ?2 the precedence.
 */
export const lineTop = `coalesce(
  (SELECT max(precedence) FROM versions WHERE model_id = ?1 AND precedence BETWEEN substr(?2, 1, 20) AND substr(?2, 1, 20) || '~'),
  (SELECT max(precedence) FROM versions WHERE model_id = ?1 AND precedence BETWEEN substr(?2, 1, 10) AND substr(?2, 1, 10) || '~'),
  highest_precedence)`;

/** Of a precedence, or of the whole model for null. Null: the model is gone. */
export async function findVersionLine(
  { $client: d1 }: Database,
  modelId: string,
  precedence: string | null,
): Promise<VersionLine | null> {
  return d1
    .prepare(
      `SELECT (SELECT number FROM versions WHERE model_id = ?1 AND precedence = ?2) AS taken,
         coalesce((SELECT semver FROM versions WHERE model_id = ?1 AND precedence = ${lineTop}), ${releaseOf}) AS highest
       FROM models WHERE id = ?1 AND deleted_at IS NULL`,
    )
    .bind(modelId, precedence)
    .first<VersionLine>();
}
