import { checkOutboundUrl, HeadgateError } from "@headgate/shared";

import { ImageFault, type RegistryAccess } from "./image.ts";

const maxRedirects = 4;

/**
 * GETs `url`, and where it redirects to: registries keep blobs in object stores. Every address passes the guard; `authorization` goes to
 * the first origin only. Throws an `ImageFault` where nothing answers.
 */
export async function getGuarded(
  { fetch: fetcher, urlPolicy, signal }: RegistryAccess,
  url: string,
  headers: Record<string, string>,
): Promise<Response> {
  const { authorization: _, ...open } = headers;
  const { origin } = new URL(url);
  let next = url;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    guard(next, urlPolicy);
    const sent = new URL(next).origin === origin ? headers : open;
    const response = await ask(fetcher, next, { headers: sent, redirect: "manual", signal });
    const location = isRedirect(response) ? response.headers.get("location") : null;
    if (location === null) return response;
    await response.body?.cancel();
    if (!URL.canParse(location, next)) break;
    next = new URL(location, next).href;
  }
  throw new ImageFault("unavailable", `${new URL(url).host} redirects without an end`);
}

function guard(url: string, policy: RegistryAccess["urlPolicy"]): void {
  try {
    checkOutboundUrl(url, policy);
  } catch (error) {
    if (!(error instanceof HeadgateError)) throw error;
    const { host } = new URL(url);
    throw new ImageFault("refused", `Headgate does not ask ${host}: ${error.message}`);
  }
}

async function ask(fetcher: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetcher(url, init);
  } catch {
    throw unanswered(url, init.signal);
  }
}

/** What a broken or late answer of `url` is told as. */
export function unanswered(url: string, signal: AbortSignal | null | undefined): ImageFault {
  const { host } = new URL(url);
  const reason = signal?.aborted === true ? "did not answer in time" : "could not be reached";
  return new ImageFault("unavailable", `the registry ${reason} at ${host}`);
}

function isRedirect({ status }: Response): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}
