import { addPageUrls, type CursorPage, etagOf } from "@headgate/registry";

import type { ApiContext } from "../http/api-context.ts";
import { json } from "../http/respond.ts";

/** A resource that was made; `location` is its path. */
export function created({ url }: ApiContext, location: string, resource: unknown): Response {
  return json(resource, 201, { location: url.origin + location });
}

export function page<Item>({ url }: ApiContext, items: CursorPage<Item>): Response {
  return json(addPageUrls(items, url));
}

/** 200 with `null`, where others answer 204: WriftAI's client parses the body of every success. */
export function nothing(): Response {
  return json(null);
}

/** The answer with the ETag of what it shows, for `If-Match` to hand back; without one where it has no revision. */
export function tagged(response: Response, { revision }: { revision: number | null }): Response {
  if (revision !== null) response.headers.set("etag", etagOf({ revision }));
  return response;
}

/** An answer that shows a secret of ours in full: nothing on the way is to keep it. */
export function secretly(response: Response): Response {
  response.headers.set("cache-control", "no-store");
  return response;
}
