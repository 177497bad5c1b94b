import {
  createVersion,
  createVersionBody,
  deleteVersion,
  getVersion,
  listAllVersions,
  listTransitions,
  listVersions,
  patchVersion,
  patchVersionBody,
  type VersionPath,
} from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import { configureGate } from "../gate/configure-gate.ts";
import type { Operation } from "../http/operation.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import { gives, givesNothing, givesPage, makes } from "../openapi/answer-descriptions.ts";
import { ownerQuery, pageQuery, sortQuery, versionQuery } from "../openapi/list-parameters.ts";
import { etag, ifMatch } from "../openapi/revision-headers.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { created, nothing, page, tagged } from "./answers.ts";
import { readListQuery } from "./list-query.ts";
import { modelPath } from "./model-routes.ts";

const tag = "Versions";
const versions = "/v1/models/:owner/:name/versions";

export const versionRoutes: Operation[] = [
  {
    id: "listAllVersions",
    method: "GET",
    path: "/v1/versions",
    tag,
    summary: "The versions of all models that the caller may see, newest first",
    scope: null,
    query: {
      ...versionQuery,
      ...sortQuery(["created_at", "updated_at", "relevance"]),
      ...ownerQuery,
      model: { description: "Only of this model: `owner/name`.", schema: { type: "string" } },
    },
    answers: givesPage(wire.listedVersion),
    handle: async (_, api) =>
      page(api, await listAllVersions(api.registry, { query: readListQuery(api.url) })),
  },
  {
    id: "listVersions",
    method: "GET",
    path: versions,
    tag,
    summary: "Versions, newest first",
    scope: null,
    query: { ...versionQuery, ...sortQuery(["number", "created_at", "updated_at", "relevance"]) },
    answers: givesPage(wire.version),
    refusals: ["forbidden"],
    async handle(request, api) {
      const query = readListQuery(api.url);
      return page(api, await listVersions(api.registry, { ...modelPath(request), query }));
    },
  },
  {
    id: "createVersion",
    method: "POST",
    path: versions,
    tag,
    summary: "Create a version under the model's next number",
    description:
      "It is published at once, unless a draft is asked for. It starts nothing and has no backend yet.",
    scope: "write",
    body: createVersionBody,
    answers: makes(wire.createdVersion, { etag }),
    refusals: ["conflict", "unavailable"],
    async handle(request, api) {
      const path = modelPath(request);
      const body = await readJson(api);
      const version = await createVersion(api.registry, { ...path, body });
      forgetResolutions();
      const location = `/v1/models/${path.owner}/${path.name}/versions/${version.number}`;
      return tagged(created(api, location, version), version);
    },
  },
  {
    id: "getVersion",
    method: "GET",
    path: `${versions}/:number`,
    tag,
    summary: "A version with its schemas",
    scope: null,
    answers: gives(wire.versionWithDetails, { headers: { etag } }),
    async handle(request, api) {
      const version = await getVersion(api.registry, versionPath(request));
      return tagged(json(version), version);
    },
  },
  {
    id: "patchVersion",
    method: "PATCH",
    path: `${versions}/:number`,
    tag,
    summary: "Change what is told about a version; what runs never changes",
    scope: "write",
    headers: ifMatch,
    body: patchVersionBody,
    answers: gives(wire.versionWithDetails, { headers: { etag } }),
    refusals: ["conflict", "precondition_failed", "unavailable"],
    async handle(request, api) {
      const path = versionPath(request);
      const body = await readJson(api);
      const input = { ...path, ifMatch: request.headers.get("if-match"), body };
      const { version, changesGate } = await patchVersion(api.registry, input);
      if (changesGate) await configureGate(api, path);
      else forgetResolutions();
      return tagged(json(version), version);
    },
  },
  {
    id: "deleteVersion",
    method: "DELETE",
    path: `${versions}/:number`,
    tag,
    summary: "Delete a version; its number is never given out again",
    scope: "write",
    query: {
      force: {
        description: "Also while predictions wait or run, which then go on to their end.",
        schema: { type: "boolean", default: false },
      },
      reason: { description: "Kept with the transition.", schema: { type: "string" } },
    },
    headers: ifMatch,
    answers: givesNothing,
    refusals: ["conflict", "precondition_failed", "unavailable"],
    async handle(request, api) {
      const { searchParams } = api.url;
      const query = { force: searchParams.get("force"), reason: searchParams.get("reason") };
      const input = { ...versionPath(request), ifMatch: request.headers.get("if-match"), query };
      await deleteVersion(api.registry, input);
      forgetResolutions();
      return nothing();
    },
  },
  {
    id: "listTransitions",
    method: "GET",
    path: `${versions}/:number/transitions`,
    tag,
    summary: "What became of a version, the latest first",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.versionTransition),
    async handle(request, api) {
      const query = readListQuery(api.url);
      return page(api, await listTransitions(api.registry, { ...versionPath(request), query }));
    },
  },
];

export function versionPath(request: RouteRequest): VersionPath {
  return { ...modelPath(request), number: param(request, "number") };
}
