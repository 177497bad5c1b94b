import { type Database, openDatabase } from "@headgate/database";
import { importSealingKey, openCredentials, OutputJudge } from "@headgate/registry";
import {
  BackendFetch,
  CallbackUrls,
  type Carrier,
  detectBackend,
  FileUrls,
  PayloadStore,
  hearGate,
  openSturdyGate,
  sendEvents,
  sendExecution,
  SturdyStream,
  StreamUrls,
} from "@headgate/routing";
import type { VersionGateMethods } from "@headgate/shared";

import { askCapacities } from "../gate/version-gates.ts";
import type { ApiContext } from "./api-context.ts";
import { identify } from "./authenticate.ts";
import { readOnce } from "./body-text.ts";
import { describeError } from "./describe-error.ts";
import { Gathering } from "./gathering.ts";
import { log } from "./log.ts";
import { openSchemaCompiler } from "./schema-compiler.ts";

/** What the runtime hands to the Worker together with a request. */
export interface Invocation {
  env: Env;
  ctx: ExecutionContext;
}

/** What outlives a request: plain data, keys and bindings, which belong to none. */
interface Isolate {
  /** The one that all the rest was made from: the runtime gives an isolate one. */
  env: Env;
  db: Database;
  callbackUrls: CallbackUrls;
  outputJudge: OutputJudge;
  backendFetch: BackendFetch;
  fileUrls: FileUrls;
  streamUrls: StreamUrls;
  payloads: PayloadStore;
  ownHost: string;
  /** Imported when it is first asked for. */
  sealingKey: ApiContext["registry"]["sealingKey"];
}

/** Predictions that history is to hear of. Those that are lost with the isolate are announced again by their gates. */
const events = new Gathering<string>({ collectMs: 250 });
let isolate: Isolate | null = null;

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
  if (isolate?.env !== env) isolate = openIsolate(env);
  const registry = createRegistryContext(env, isolate, { url, requestId });
  const { actor, quota, refusal } = await identify({ request, url, background }, registry);
  return {
    request,
    url,
    requestId,
    env,
    background,
    body: readOnce(request),
    claim: null,
    ...{ quota, refusal },
    callbackUrls: isolate.callbackUrls,
    fileUrls: isolate.fileUrls,
    streamUrls: isolate.streamUrls,
    registry: { ...registry, actor },
    carrier: createCarrier(env, isolate, background),
  };
}

function openIsolate(env: Env): Isolate {
  let imported: ReturnType<typeof importSealingKey> | null = null;
  const sealingKey = () => (imported ??= importSealingKey(env.ENCRYPTION_SECRET));
  const db = openDatabase(env.DB);
  return {
    env,
    db,
    outputJudge: new OutputJudge({ db, now: () => Date.now() }),
    callbackUrls: new CallbackUrls({ publicUrl: env.PUBLIC_URL, secret: env.CALLBACK_SECRET }),
    fileUrls: new FileUrls({ secret: env.CALLBACK_SECRET }),
    streamUrls: new StreamUrls({ secret: env.CALLBACK_SECRET }),
    payloads: new PayloadStore(env.PAYLOADS),
    ownHost: new URL(env.PUBLIC_URL).host,
    sealingKey,
    backendFetch: new BackendFetch({
      fetch: (input, init) => fetch(input, init),
      open: async (sealed) => openCredentials(await sealingKey(), sealed),
    }),
  };
}

function createRegistryContext(
  env: Env,
  { backendFetch, db, ownHost, sealingKey }: Isolate,
  { url, requestId }: Pick<ApiContext, "url" | "requestId">,
): ApiContext["registry"] {
  return {
    ...{ db, sealingKey },
    actor: null,
    requestId,
    ...openSchemaCompiler(env.COMPILER),
    detectBackend: async (server, protocol) =>
      detectBackend(await backendFetch.to(server, null), server, protocol ?? undefined),
    async countInFlight(versionKey) {
      const capacities = await askCapacities(env, db, versionKey);
      return capacities.reduce((sum, { queued, running }) => sum + queued + running, 0);
    },
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    urlPolicy: {
      allowPrivate: env.ALLOW_PRIVATE_URLS === "true",
      ownHosts: [ownHost, url.host],
    },
  };
}

function createCarrier(
  env: Env,
  { backendFetch, callbackUrls, outputJudge, payloads }: Isolate,
  background: ApiContext["background"],
): Carrier {
  const gates = new Map<string, VersionGateMethods>();
  const handOn = (ids: string[]): Promise<void> => sendEvents(env.EVENTS, ids);
  return {
    gateOf(predictionId) {
      const known = gates.get(predictionId);
      if (known !== undefined) return known;
      const gate = openSturdyGate(env.GATE, predictionId);
      gates.set(predictionId, gate);
      return gate;
    },
    hear: (hearing) => hearGate(env.GATE, hearing, log),
    streamOf: (predictionId) => new SturdyStream(env.STREAMS, predictionId),
    fetchTo: (backend, terms) => backendFetch.to(backend, terms),
    payloads,
    callbackUrl: (lease, listeners) => callbackUrls.create(lease, listeners),
    execute: (lease) => sendExecution(env.EXEC, lease),
    judgeOutput: (...asked) => outputJudge.judge(...asked),
    announce: (predictionId) => events.add(predictionId, { background, handOn }),
    sendProgress: async (message) => void (await env.PROGRESS.send(message)),
    log,
  };
}
