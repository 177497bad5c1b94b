import {
  authenticate,
  type Actor,
  noteTokenUse,
  type RegistryContext,
  useIntervalMs,
  TimedCache,
} from "@headgate/registry";
import { HeadgateError } from "@headgate/shared";

import type { ApiContext } from "./api-context.ts";
import { countByAddress, countByToken, refuseBeyond } from "./quota.ts";

/** A revoked token is good for this much longer in an isolate that has just seen it. */
const actors = new TimedCache<Actor>({ ttlMs: 10_000, maxEntries: 10_000 });
/** Tokens whose use this isolate has noted within the last minute. */
const noted = new TimedCache<true>({ ttlMs: useIntervalMs, maxEntries: 10_000 });
/** Grows with every change, so that what was read before it is not kept after it. */
let changes = 0;

/** Who calls, and whether the call may go on. */
type Caller = Pick<ApiContext, "quota" | "refusal"> & { actor: Actor | null };

/**
 * Who sends the bearer token; nobody where there is none. Each call is counted: for a token that the isolate knows, else for the address
 * that it comes from, so that guessing tokens uses up the guesser's calls and not the database's.
 */
export async function identify(
  api: Pick<ApiContext, "request" | "url" | "background">,
  registry: RegistryContext,
): Promise<Caller> {
  const token = readBearer(api.request);
  if (token === undefined) {
    const said = "the Authorization header must be `Bearer <token>`";
    return { actor: null, quota: null, refusal: unauthorized(said) };
  }
  const now = registry.now();
  const known = token === null ? undefined : actors.get(token, now);
  if (known !== undefined && (known.expiresAt ?? Infinity) > now) return admit(api, known, now);
  const quota = countByAddress(api, now);
  const refusal = refuseBeyond(quota);
  if (token === null || refusal !== null) return { actor: null, quota, refusal };
  const seen = changes;
  const authentication = await authenticate(registry, token);
  if (authentication.actor === null) {
    return { actor: null, quota, refusal: unauthorized(authentication.reason) };
  }
  const { actor } = authentication;
  if (seen === changes) actors.set(token, actor, now);
  noteUse(actor, registry, api.background);
  return admit(api, actor, now);
}

function admit({ url }: Pick<ApiContext, "url">, actor: Actor, now: number): Caller {
  const quota = countByToken(url, actor, now);
  return { actor, quota, refusal: refuseBeyond(quota) };
}

/** Null: there is no such header. Undefined: it is something else. */
function readBearer({ headers }: Request): string | null | undefined {
  const header = headers.get("authorization");
  return header === null ? null : /^Bearer +(\S+)$/i.exec(header)?.[1];
}

/** After a change of owners or tokens that this isolate made itself. */
export function forgetActors(): void {
  changes += 1;
  actors.clear();
}

function noteUse(
  { tokenId }: Actor,
  registry: RegistryContext,
  background: ApiContext["background"],
): void {
  const now = registry.now();
  if (noted.get(tokenId, now) === true) return;
  noted.set(tokenId, true, now);
  background(noteTokenUse(registry, { tokenId }));
}

function unauthorized(message: string): HeadgateError {
  return new HeadgateError("unauthorized", message);
}
