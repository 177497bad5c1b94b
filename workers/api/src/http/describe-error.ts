/**
 * An error as the log shows it, with its causes. Parameters of a failed query are left out: the database library puts them into its
 * message, and they may be secrets.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const [message] = error.message.split("\nparams:", 1);
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return { name: error.name, message, frames, cause };
}
