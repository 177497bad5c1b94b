export interface UnreviewedDrop {
  /** 1-based. */
  line: number;
  text: string;
}

const dropsTable = /\bDROP\s+TABLE\b|__new_/i;
const review = /^\s*--\s*reviewed:\s*\S/i;

/**
 * Finds statements that remove or rebuild a table and have no line `-- reviewed: <reason>` directly
 * above them. On D1 such a statement deletes, by cascade, rows of tables that refer to it.
 */
export function findUnreviewedDrops(sql: string): UnreviewedDrop[] {
  const lines = sql.split("\n");
  return lines
    .map((text, index) => ({ line: index + 1, text: text.trim() }))
    .filter(({ text }) => !text.startsWith("--") && dropsTable.test(text))
    .filter(({ line }) => !review.test(lines[line - 2] ?? ""));
}
