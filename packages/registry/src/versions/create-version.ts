import { insertVersion } from "@headgate/database";
import { type CreatedVersion, HeadgateError, type Problem } from "@headgate/shared";

import { noModel } from "../access/check-visibility.ts";
import { getOwnModel } from "../access/get-own-model.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import type { CompilingContext } from "../context.ts";
import { toHex } from "../random-id.ts";
import { compileSchemas } from "./compile-schemas.ts";
import { showVersionWithDetails } from "./show-version.ts";
import { createVersionBody } from "./version-body.ts";

/**
 * Publishes a version under the model's next number. It starts nothing and has no backend yet. `invalid_input` with every place at which
 * one of the schemas is none; what is only odd about them comes back as `warnings`.
 */
export async function createVersion(
  ctx: CompilingContext,
  input: ModelPath & { body: unknown },
): Promise<CreatedVersion> {
  const { model } = await getOwnModel(ctx, input, "write");
  const body = createVersionBody.parse(input.body);
  const compiled = await compileSchemas(ctx, body.schemas);
  if (!compiled.ok) throw refusal(compiled.problems);
  const version = {
    modelId: model.id,
    id: toHex(ctx.random(32)),
    containerImageDigest: body.container_image_digest,
    schemas: body.schemas,
    compiled,
    releaseNotes: body.release_notes,
    maximumParallelCapacity: body.processing?.maximum_parallel_capacity ?? null,
    createdAt: ctx.now(),
  };
  const name = await insertVersion(ctx.db, version);
  if (name === null) throw noModel(input);
  const shown = showVersionWithDetails({ ...version, ...name, status: "active" });
  return { ...shown, warnings: compiled.warnings };
}

function refusal(problems: Problem[]): HeadgateError {
  const [first] = problems;
  return new HeadgateError("invalid_input", first?.msg ?? "a schema is not valid", { problems });
}
