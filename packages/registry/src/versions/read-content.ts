import type { VersionContent } from "@headgate/database";

import type { CreateVersionBody } from "./version-body.ts";

/** What of a body runs, besides image digest and schemas. */
export function readContent(body: CreateVersionBody): VersionContent {
  const { requirement, timeout, inputs, outputs, weights } = body;
  const { entry_points, runtime_environment, container_image: image } = body;
  const { registry = null, repository = null, tag = null } = image ?? {};
  return {
    ...{ requirement, timeout, inputs, outputs, weights, entry_points, runtime_environment },
    image: image === undefined ? undefined : { registry, repository, tag },
  };
}
