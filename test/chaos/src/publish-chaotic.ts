import { type Client, createModel, take, versionBody } from "@headgate/e2e/system";
import { demoOwner } from "@headgate/local";

import type { BackendReport } from "./backends/messages.ts";

/** Makes a model whose version may run for `runMs` on all the backends. Gives where its version is. */
export async function publishChaotic(
  client: Client,
  runMs: number,
  backends: BackendReport[],
): Promise<{ model: string; versionPath: string }> {
  const model = `${demoOwner}/chaotic`;
  await createModel(client, "chaotic");
  const timeout = { status_ms: null, run_ms: runMs };
  const path = `/v1/models/${model}/versions`;
  const made = client({ path, body: { ...versionBody("chaotic"), timeout } });
  const { number } = await take<{ number: number }>(made);
  const versionPath = `${path}/${number}`;
  for (const { url, capacity } of backends) {
    const body = { url, capacity, protocol: "cog" };
    await take(client({ path: `${versionPath}/backends`, body }));
  }
  return { model, versionPath };
}
