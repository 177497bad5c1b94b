const maxCharacters = 500;

/**
 * An error and its cause, for logs and rows; without URLs, whose path and query may be secret, and without the parameters of a failed query,
 * which the database library puts into its message.
 */
export function errorText(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
  const said = [String(error), cause].flatMap((text) => text.split("\nparams:", 1));
  const text = said.filter(Boolean).join(" because of: ");
  return text.replaceAll(/https?:\/\/\S+/g, "(URL)").slice(0, maxCharacters);
}
