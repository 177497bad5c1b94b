import { type Client, createModel, take, versionBody } from "@headgate/e2e/system";
import { demoOwner } from "@headgate/local";

import type { BackendTraits } from "./backends/backend-state.ts";
import type { BackendReport } from "./backends/messages.ts";

type Protocol = BackendTraits["speaks"];

export interface PublishedModel {
  /** `owner/name`. */
  model: string;
  backends: { path: string; capacity: number }[];
}

/** By what its backends speak. */
export type Models = Record<Protocol, PublishedModel>;

const settings = { cog: {}, http: { settings: { path: "/run/{prediction_id}" } } } as const;

/** Nothing is to be given up in the queue, however slow the machine is. */
const routing = { cost: "input.cost", max_queued: 10_000, queue_timeout_s: 7_200 };

/** Makes a model for each protocol, with a version that may run for `runMs` on all the backends of it. */
export async function publishModels(
  client: Client,
  runMs: number,
  backends: BackendReport[],
): Promise<Models> {
  const publish = async (protocol: Protocol): Promise<PublishedModel> => {
    await createModel(client, protocol);
    const model = `${demoOwner}/${protocol}`;
    const path = `/v1/models/${model}/versions`;
    const body = { ...versionBody(protocol), timeout: { status_ms: null, run_ms: runMs }, routing };
    const { number } = await take<{ number: number }>(client({ path, body }));
    const own = backends.filter(({ speaks }) => speaks === protocol);
    const added = own.map(({ url, capacity }) =>
      addBackend(client, `${path}/${number}/backends`, { url, capacity, protocol }),
    );
    return { model, backends: await Promise.all(added) };
  };
  return { cog: await publish("cog"), http: await publish("http") };
}

async function addBackend(
  client: Client,
  path: string,
  backend: { url: string; capacity: number; protocol: Protocol },
): Promise<PublishedModel["backends"][number]> {
  const body = { ...backend, ...settings[backend.protocol] };
  const { id } = await take<{ id: string }>(client({ path, body }));
  return { path: `${path}/${id}`, capacity: backend.capacity };
}
