import { type Database, openDatabase } from "@headgate/database";
import { importSealingKey, openCredentials, OutputJudge } from "@headgate/registry";
import { BackendFetch, CallbackUrls, PayloadStore, StreamUrls } from "@headgate/routing";

/** What outlives a batch: plain data, keys and bindings, which belong to none. */
export interface Isolate {
  db: Database;
  payloads: PayloadStore;
  /** Holds outputs to the schemas of their versions. */
  outputJudge: OutputJudge;
  /** Calls backends with the credentials that are kept for them. */
  backendFetch: BackendFetch;
  callbackUrls: CallbackUrls;
  streamUrls: StreamUrls;
}

let opened: { env: Env; isolate: Isolate } | null = null;

/** One for the isolate, with the environment that it was made from: the runtime gives an isolate one. */
export function isolateOf(env: Env): Isolate {
  if (opened?.env !== env) opened = { env, isolate: openIsolate(env) };
  return opened.isolate;
}

function openIsolate(env: Env): Isolate {
  const db = openDatabase(env.DB);
  let imported: ReturnType<typeof importSealingKey> | null = null;
  const sealingKey = () => (imported ??= importSealingKey(env.ENCRYPTION_SECRET));
  return {
    db,
    payloads: new PayloadStore(env.PAYLOADS),
    outputJudge: new OutputJudge({ db, now: () => Date.now() }),
    backendFetch: new BackendFetch({
      fetch: (input, init) => fetch(input, init),
      open: async (sealed) => openCredentials(await sealingKey(), sealed),
    }),
    callbackUrls: new CallbackUrls({ publicUrl: env.PUBLIC_URL, secret: env.CALLBACK_SECRET }),
    streamUrls: new StreamUrls({ secret: env.CALLBACK_SECRET }),
  };
}
