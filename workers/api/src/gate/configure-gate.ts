import { getGateConfig, type VersionPath } from "@headgate/registry";
import { dispatchLeases, openVersionGate, sturdy } from "@headgate/routing";

import type { ApiContext } from "../http/api-context.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";

/** Tells a version's gate its backends as they are in the database, and dispatches what can go now. */
export async function configureGate(api: ApiContext, path: VersionPath): Promise<void> {
  forgetResolutions();
  const { key, gateConfig } = await getGateConfig(api.registry, path);
  const gate = sturdy(() => openVersionGate(api.env.GATE, key, 0));
  const { leases } = await gate.configure(gateConfig);
  api.background(dispatchLeases(api.carrier, leases));
}
