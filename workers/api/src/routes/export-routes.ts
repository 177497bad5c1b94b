import { exportModel, importModel } from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import { jsonLines } from "../http/json-lines.ts";
import type { Operation } from "../http/operation.ts";
import { readLines } from "../http/read-lines.ts";
import { gives, makes } from "../openapi/answer-descriptions.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { created } from "./answers.ts";
import { modelPath } from "./model-routes.ts";

const tag = "Models";
const mediaType = "application/jsonl";
const lines = { type: "string", description: "JSON Lines: an object a line." };

export const exportRoutes: Operation[] = [
  {
    id: "exportModel",
    method: "GET",
    path: "/v1/models/:owner/:name/export",
    tag,
    summary: "The model with all versions, what became of them, and the ledger of its aliases",
    description:
      "A stream. It is whole if its last line has the type `end`. Without backends, credentials, predictions and tokens.",
    scope: "write",
    answers: gives(lines, { mediaType, description: "A line for each part." }),
    handle: async (request, api) => jsonLines(await exportModel(api.registry, modelPath(request))),
  },
  {
    id: "importModel",
    method: "POST",
    path: "/v1/models/import",
    tag,
    summary: "Bring an exported model in, with its ids, numbers, times and ledger",
    description:
      "All at once, when the last line is in: what was cut off is sent again. At most 100 MB. The model must not be here already.",
    scope: "write",
    query: {
      owner: {
        description: "Whose it is to be; the caller's if left out.",
        schema: { type: "string" },
      },
      name: {
        description: "What it is to be called; as it was if left out.",
        schema: { type: "string" },
      },
    },
    body: { schema: lines, mediaType },
    answers: makes(wire.modelWithDetails),
    refusals: ["conflict", "unavailable"],
    async handle(_, api) {
      const { searchParams } = api.url;
      const query = { owner: searchParams.get("owner"), name: searchParams.get("name") };
      const model = await importModel(api.registry, { query, lines: readLines(api) });
      forgetResolutions();
      return created(api, `/v1/models/${model.owner.username}/${model.name}`, model);
    },
  },
];
