import { publishChecked, transitionBody } from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import { beginCheck } from "../checks/begin-check.ts";
import type { Operation } from "../http/operation.ts";
import { readOptionalJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { gives } from "../openapi/answer-descriptions.ts";
import { etag, ifMatch } from "../openapi/revision-headers.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { tagged } from "./answers.ts";
import { beginsCheck } from "./check-routes.ts";
import { versionPath } from "./version-routes.ts";

export const publishRoutes: Operation[] = [
  {
    id: "publishVersion",
    method: "POST",
    path: "/v1/models/:owner/:name/versions/:number/publish",
    tag: "Versions",
    summary: "Publish a draft, or a version whose check failed",
    description: "Where the model requires checks, it is published once they have passed.",
    scope: "write",
    headers: ifMatch,
    body: { ...transitionBody, isOptional: true },
    answers: { ...gives(wire.createdVersion, { headers: { etag } }), ...beginsCheck },
    refusals: ["conflict", "precondition_failed", "unavailable"],
    async handle(request, api) {
      const body = await readOptionalJson(api);
      const input = { ...versionPath(request), ifMatch: request.headers.get("if-match"), body };
      const published = await publishChecked(api.registry, input);
      if ("check" in published) return beginCheck(api, versionPath(request), published.check);
      forgetResolutions();
      return tagged(json(published.version), published.version);
    },
  },
];
