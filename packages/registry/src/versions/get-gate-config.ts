import { findGateConfig } from "@headgate/database";
import type { GateConfig } from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import type { RegistryContext } from "../context.ts";
import { findLivingVersion, noVersion, type VersionPath } from "./find-living-version.ts";
import { toGateConfig } from "./gate-config.ts";

/** What the version's gate is to be told after a change of its backends, and the key by which the gate is found. */
export async function getGateConfig(
  ctx: RegistryContext,
  input: VersionPath,
): Promise<{ key: number; gateConfig: GateConfig }> {
  const { model } = await getOwnModel(ctx, input, "write");
  const { key } = await findLivingVersion(ctx, model.id, input);
  const stored = await findGateConfig(ctx.db, key);
  if (stored === null) throw noVersion(input, input.number);
  return { key, gateConfig: toGateConfig(stored) };
}
