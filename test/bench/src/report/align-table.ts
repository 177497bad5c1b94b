/** A table in Markdown that is aligned as plain text. Columns for which `isNumber` holds are set to the right. */
export function alignTable(
  head: readonly string[],
  rows: readonly string[][],
  isNumber: (column: number) => boolean,
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, isNumber(column))).join(" | ")} |`;
  const rule = widths.map(
    (width, column) => `${"-".repeat(width - 1)}${isNumber(column) ? ":" : "-"}`,
  );
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}
