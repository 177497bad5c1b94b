import { openDatabase } from "@headgate/database";
import type { RegistryContext } from "@headgate/registry";
import { CallbackUrls, type Carrier, PayloadStore } from "@headgate/routing";

import { openSturdyGate } from "../gate/sturdy-gate.ts";
import { EventBuffer } from "../predictions/event-buffer.ts";
import type { ApiContext } from "./api-context.ts";
import { identify } from "./authenticate.ts";
import { describeError } from "./describe-error.ts";
import { log } from "./log.ts";

/** What the runtime hands to the Worker together with a request. */
export interface Invocation {
  env: Env;
  ctx: ExecutionContext;
}

// These two outlive a request: they hold plain data and a key, nothing that does I/O.
const events = new EventBuffer();
let callbackUrls: CallbackUrls | null = null;

/** Throws `unauthorized` for a token that is not good. */
export async function createContext(
  request: Request,
  requestId: string,
  { env, ctx }: Invocation,
): Promise<ApiContext> {
  const url = new URL(request.url);
  const background = (work: Promise<unknown>): void => {
    const logged = work.catch((error: unknown) =>
      log("background.failed", { requestId, error: describeError(error) }),
    );
    ctx.waitUntil(logged);
  };
  callbackUrls ??= new CallbackUrls({ publicUrl: env.PUBLIC_URL, secret: env.CALLBACK_SECRET });
  const registry = createRegistryContext(env, url);
  const actor = await identify(request, registry);
  return {
    request,
    url,
    requestId,
    env,
    background,
    callbackUrls,
    registry: { ...registry, actor },
    carrier: createCarrier(env, callbackUrls, background),
  };
}

function createRegistryContext(env: Env, url: URL): RegistryContext {
  return {
    db: openDatabase(env.DB),
    actor: null,
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    urlPolicy: {
      allowPrivate: env.ALLOW_PRIVATE_URLS === "true",
      ownHosts: [new URL(env.PUBLIC_URL).host, url.host],
    },
  };
}

function createCarrier(
  env: Env,
  urls: CallbackUrls,
  background: ApiContext["background"],
): Carrier {
  return {
    gateOf: (predictionId) => openSturdyGate(env.GATE, predictionId),
    fetch: (input, init) => fetch(input, init),
    payloads: new PayloadStore(env.PAYLOADS),
    callbackUrl: (lease) => urls.create(lease),
    announce: (predictionId) => events.add(predictionId, env.EVENTS, background),
    log,
  };
}
