import { openDatabase } from "@headgate/database";
import type { RegistryContext } from "@headgate/registry";
import { CallbackUrls, openGate, PayloadStore, type Carrier } from "@headgate/routing";

import { EventBuffer } from "../predictions/event-buffer.ts";
import type { ApiContext } from "./api-context.ts";
import { identify } from "./authenticate.ts";
import { log } from "./log.ts";
import { errorResponse } from "./respond.ts";
import { refuseUnrouted, type ApiRouter } from "./router.ts";

const events = new EventBuffer();
let callbackUrls: CallbackUrls | null = null;

/** Answers one HTTP request. Whatever happens, the answer carries `x-request-id` and leaks nothing. */
export async function answer(
  router: ApiRouter,
  request: Request,
  { env, ctx }: { env: Env; ctx: ExecutionContext },
): Promise<Response> {
  const requestId = crypto.randomUUID();
  let response: Response;
  try {
    const api = await createContext(request, requestId, { env, ctx });
    response = (await router.fetch(request, api)) ?? refuseUnrouted(router, api);
  } catch (error) {
    response = errorResponse(error, requestId);
  }
  response.headers.set("x-request-id", requestId);
  return response;
}

async function createContext(
  request: Request,
  requestId: string,
  { env, ctx }: { env: Env; ctx: ExecutionContext },
): Promise<ApiContext> {
  const url = new URL(request.url);
  const background = (work: Promise<unknown>): void =>
    ctx.waitUntil(
      work.catch((error: unknown) => log("background.failed", { requestId, error: String(error) })),
    );
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
    gateOf: (predictionId) => openGate(env.GATE, predictionId),
    fetch: (input, init) => fetch(input, init),
    payloads: new PayloadStore(env.PAYLOADS),
    callbackUrl: (lease) => urls.create(lease),
    announce: (predictionId) => events.add(predictionId, env.EVENTS, background),
    log,
  };
}
