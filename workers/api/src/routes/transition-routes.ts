import {
  activateVersion,
  cancelVersion,
  type CompilingContext,
  deactivateVersion,
  rejectVersion,
  transitionBody,
  type TransitionInput,
} from "@headgate/registry";
import type { VersionWithDetails } from "@headgate/shared";
import * as wire from "@headgate/shared/wire";

import type { Operation, Parameters } from "../http/operation.ts";
import { readOptionalJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { gives } from "../openapi/answer-descriptions.ts";
import { etag, ifMatch } from "../openapi/revision-headers.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { tagged } from "./answers.ts";
import { versionPath } from "./version-routes.ts";

interface Verb {
  id: string;
  name: string;
  summary: string;
  transit: (
    ctx: CompilingContext,
    input: TransitionInput & { body: unknown; force: string | null },
  ) => Promise<VersionWithDetails>;
  query?: Parameters;
}

const force: Parameters = {
  force: {
    description: "Also while a protected alias points at it; for admins, with a reason.",
    schema: { type: "boolean", default: false },
  },
};

const verbs: Verb[] = [
  {
    ...{ id: "activateVersion", name: "activate", transit: activateVersion },
    summary: "Take a deactivated version into use again",
  },
  {
    ...{ id: "deactivateVersion", name: "deactivate", transit: deactivateVersion },
    summary: "Take no more predictions; those that wait or run go on to their end",
    query: force,
  },
  {
    ...{ id: "rejectVersion", name: "reject", transit: rejectVersion },
    summary: "Note that a draft did not pass",
  },
  {
    ...{ id: "cancelVersion", name: "cancel", transit: cancelVersion },
    summary: "Give up for good what was not published",
  },
];

/** What is done to a version's status, each with an optional reason in the body. */
export const transitionRoutes: Operation[] = verbs.map(({ id, name, transit, ...told }) => ({
  id,
  method: "POST",
  path: `/v1/models/:owner/:name/versions/:number/${name}`,
  tag: "Versions",
  ...told,
  scope: "write",
  headers: ifMatch,
  body: { ...transitionBody, isOptional: true },
  answers: gives(wire.versionWithDetails, { headers: { etag } }),
  refusals: ["conflict", "precondition_failed", "unavailable"],
  async handle(request, api) {
    const body = await readOptionalJson(api);
    const path = { ...versionPath(request), ifMatch: request.headers.get("if-match") };
    const input = { ...path, body, force: api.url.searchParams.get("force") };
    const version = await transit(api.registry, input);
    forgetResolutions();
    return tagged(json(version), version);
  },
}));
