import { getDestination, requireScope } from "@headgate/registry";

import type { ApiContext } from "../http/api-context.ts";
import { readJson } from "../http/read-json.ts";
import { make } from "./create-prediction.ts";
import { createTrainingBody } from "./prediction-body.ts";
import type { VersionReference } from "./version-reference.ts";

/** Makes a training on the version that `reference` means, whose result may become a version of another model, or of the same: see `make`. */
export async function createTraining(
  api: ApiContext,
  reference: VersionReference,
): Promise<Response> {
  requireScope(api.registry, "predict");
  const { destination, ...body } = createTrainingBody.parse(await readJson(api));
  const training =
    destination === undefined ? null : await getDestination(api.registry, { destination });
  return make(api, { task: "training", reference, body, training });
}
