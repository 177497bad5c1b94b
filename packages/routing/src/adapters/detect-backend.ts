import type { BackendProtocol } from "@headgate/shared";

import { adapterFor, type BackendDescription, type BackendPlace } from "./adapter.ts";

/** In the order in which one is taken where several answer. `http` is whatever its settings say: without them there is nothing to find. */
const detectable = ["cog", "open-inference", "openai"] as const satisfies BackendProtocol[];

export interface Detection {
  /** What the backend speaks; null where no protocol answered. */
  protocol: BackendProtocol | null;
  /** What it says of itself in that protocol; null where it says nothing. */
  description: BackendDescription | null;
  /** Each protocol that was tried, with what was found of it. */
  tried: { protocol: BackendProtocol; description: BackendDescription | null }[];
}

/**
 * Finds out what a backend speaks, by asking for its description in all protocols at once; with `hint`, the protocol that its settings
 * are of, in that one alone. Takes five seconds at most, and never rejects.
 */
export async function detectBackend(
  fetcher: typeof fetch,
  place: BackendPlace,
  hint?: BackendProtocol,
): Promise<Detection> {
  const candidates = hint === undefined ? detectable : [hint];
  const tried = await Promise.all(
    candidates.map(async (protocol) => {
      const { url, settings } = place;
      const own = protocol === hint ? settings : null;
      const description = await adapterFor(protocol, fetcher).describe({ url, settings: own });
      return { protocol, description };
    }),
  );
  const found = tried.find(({ description }) => description !== null);
  return {
    protocol: found?.protocol ?? null,
    description: found?.description ?? null,
    tried,
  };
}
