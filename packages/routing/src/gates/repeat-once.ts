import { HeadgateError } from "@headgate/shared";

const retryAfterMs = 1_000;

/**
 * Does `call`, and once more where the platform says that it may be repeated (a deploy resets gates): all that gates are asked is
 * idempotent. `unavailable` where the gate has too much to do or fails again; other errors are ours and pass through.
 */
export async function repeatOnce<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (isMarked(error, "overloaded")) throw unavailable(error);
    if (!isMarked(error, "retryable")) throw error;
  }
  try {
    return await call();
  } catch (error) {
    const isPassing = isMarked(error, "overloaded") || isMarked(error, "retryable");
    throw isPassing ? unavailable(error) : error;
  }
}

/** Properties that the platform sets on errors of Durable Objects. */
function isMarked(error: unknown, mark: "overloaded" | "retryable"): boolean {
  return error instanceof Error && mark in error && Reflect.get(error, mark) === true;
}

function unavailable(cause: unknown): HeadgateError {
  const message = "the version's gate is too busy or restarts; try again in a moment";
  return new HeadgateError("unavailable", message, { retryAfterMs, cause });
}
