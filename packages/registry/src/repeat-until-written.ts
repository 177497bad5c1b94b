import { HeadgateError } from "@headgate/shared";

import type { ModelPath } from "./access/get-visible-model.ts";
import type { RegistryContext } from "./context.ts";

/** Fifty at once need twenty or so, since whoever comes too late makes way for one that was written. */
const maxAttempts = 64;
const firstPauseMs = 16;
const longestPauseMs = 500;

/**
 * What `attempt` gives, which reads, decides and writes, or gives null where others were faster. `unavailable`
 * where that goes on for too long; nothing was written then.
 */
export async function repeatUntilWritten<Written>(
  { random, pause }: Pick<RegistryContext, "random" | "pause">,
  { owner, name }: ModelPath,
  attempt: () => Promise<Written | null>,
): Promise<Written> {
  for (let count = 0; count < maxAttempts; count++) {
    if (count > 0) {
      const longestMs = Math.min(longestPauseMs, firstPauseMs * 2 ** count);
      await pause(randomPart(random, longestMs));
    }
    const written = await attempt();
    if (written !== null) return written;
  }
  const message = `too many callers are changing ${owner}/${name} at once, and nothing was changed; try again`;
  throw new HeadgateError("unavailable", message, { retryAfterMs: 1000 });
}

/** At most so long, and of random length: those who came too late at once come again one by one. */
function randomPart(random: RegistryContext["random"], longestMs: number): number {
  const [byte = 0] = random(1);
  return (longestMs * byte) / 255;
}
