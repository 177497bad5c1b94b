/** Text of a backend as every store takes it: half a surrogate pair is not Unicode, and a NUL ends a text in SQLite. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\u{fffd}");
}
