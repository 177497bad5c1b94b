import { importSealingKey, openCredentials } from "@headgate/registry";
import { BackendFetch } from "@headgate/routing";

/** One for the isolate, with the environment that it was made from: the runtime gives an isolate one. */
let opened: { env: Env; backendFetch: BackendFetch } | null = null;

/** What calls backends with the credentials that are kept for them. */
export function openBackendFetch(env: Env): BackendFetch {
  if (opened?.env !== env) opened = { env, backendFetch: create(env) };
  return opened.backendFetch;
}

function create(env: Env): BackendFetch {
  let imported: ReturnType<typeof importSealingKey> | null = null;
  const sealingKey = () => (imported ??= importSealingKey(env.ENCRYPTION_SECRET));
  return new BackendFetch({
    fetch: (input, init) => fetch(input, init),
    open: async (sealed) => openCredentials(await sealingKey(), sealed),
  });
}
