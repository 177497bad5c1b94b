import { insertVersion } from "@headgate/database";
import type { VersionWithDetails } from "@headgate/shared";

import { noModel } from "../access/check-visibility.ts";
import { getOwnModel } from "../access/get-own-model.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";
import { toHex } from "../random-id.ts";
import { checkSchemas } from "./check-schemas.ts";
import { showVersionWithDetails } from "./show-version.ts";
import { createVersionBody } from "./version-body.ts";

/** Publishes a version under the model's next number. It starts nothing and has no backend yet. */
export async function createVersion(
  ctx: RegistryContext,
  input: ModelPath & { body: unknown },
): Promise<VersionWithDetails> {
  const { model } = await getOwnModel(ctx, input, "write");
  const body = createVersionBody.parse(input.body);
  checkSchemas(body.schemas);
  const version = {
    modelId: model.id,
    id: toHex(ctx.random(32)),
    containerImageDigest: body.container_image_digest,
    schemas: body.schemas,
    releaseNotes: body.release_notes,
    maximumParallelCapacity: body.processing?.maximum_parallel_capacity ?? null,
    createdAt: ctx.now(),
  };
  const name = await insertVersion(ctx.db, version);
  if (name === null) throw noModel(input);
  return showVersionWithDetails({ ...version, ...name, status: "active" });
}
