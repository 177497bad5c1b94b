const maxCharacters = 500;

/** An error and its cause, for logs and rows; without URLs, whose path and query may be secret. */
export function errorText(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
  const text = cause === "" ? String(error) : `${String(error)} because of: ${cause}`;
  return text.replaceAll(/https?:\/\/\S+/g, "(URL)").slice(0, maxCharacters);
}
