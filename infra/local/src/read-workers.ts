import type { readWorkerOptions } from "@headgate/bundles";

import type { RuntimeOptions } from "./runtime.ts";

type WorkerOptions = Awaited<ReturnType<typeof readWorkerOptions>>;

/** All Workers as Miniflare takes them: plain data, from which a runtime can be started again. */
export type RuntimeWorkers = Record<
  "api" | "compiler" | "courier" | "gate" | "stream",
  WorkerOptions
>;

/** Where the runtime answers. */
export function runtimeUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

export async function readWorkers(
  options: Pick<RuntimeOptions, "port" | "secrets" | "allowPrivateUrls">,
): Promise<RuntimeWorkers> {
  // Loaded only here: wrangler and the bundler take longer than all the rest of a start.
  const { readWorkerOptions: read } = await import("@headgate/bundles");
  const { port, secrets, allowPrivateUrls = true } = options;
  const vars = {
    PUBLIC_URL: runtimeUrl(port),
    ALLOW_PRIVATE_URLS: String(allowPrivateUrls),
    CALLBACK_SECRET: secrets.callback,
    ENCRYPTION_SECRET: secrets.encryption,
  };
  const [api, compiler, courier, gate, stream] = await Promise.all([
    read("api", vars),
    read("compiler"),
    read("courier", { ...vars, EXEC_LETS_GO: "true" }),
    read("gate"),
    read("stream"),
  ]);
  return { api, compiler, courier, gate, stream };
}
