import { compareVersions } from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import type { Operation } from "../http/operation.ts";
import { json } from "../http/respond.ts";
import { param } from "../http/route-request.ts";
import { gives } from "../openapi/answer-descriptions.ts";
import { modelPath } from "./model-routes.ts";

export const comparisonRoutes: Operation[] = [
  {
    id: "compareVersions",
    method: "GET",
    path: "/v1/models/:owner/:name/versions/:number/compare/:other",
    tag: "Versions",
    summary: "Two versions side by side, and whether the second can stand in for the first",
    description:
      "Each break of a schema comes with a counter-example: an input that the first accepts and the second refuses, or an output of the second that readers of the first do not expect.",
    scope: null,
    answers: gives(wire.versionComparison),
    refusals: ["unavailable"],
    async handle(request, api) {
      const numbers = { before: param(request, "number"), after: param(request, "other") };
      return json(await compareVersions(api.registry, { ...modelPath(request), ...numbers }));
    },
  },
];
