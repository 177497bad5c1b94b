import {
  createVersion,
  createVersionBody,
  deleteVersion,
  getVersion,
  listVersions,
  type VersionPath,
} from "@headgate/registry";
import { wire } from "@headgate/shared";

import type { Operation } from "../http/operation.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import { gives, givesNothing, givesPage, makes } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { created, nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";
import { modelPath } from "./model-routes.ts";

const tag = "Versions";
const versions = "/v1/models/:owner/:name/versions";

export const versionRoutes: Operation[] = [
  {
    id: "listVersions",
    method: "GET",
    path: versions,
    tag,
    summary: "Active versions, newest first",
    scope: null,
    query: pageQuery,
    answers: givesPage(wire.version),
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
    summary: "Publish a version under the model's next number",
    description: "It starts nothing and has no backend yet.",
    scope: "write",
    body: createVersionBody,
    answers: makes(wire.createdVersion),
    refusals: ["unavailable"],
    async handle(request, api) {
      const path = modelPath(request);
      const body = await readJson(api);
      const version = await createVersion(api.registry, { ...path, body });
      forgetResolutions();
      return created(
        api,
        `/v1/models/${path.owner}/${path.name}/versions/${version.number}`,
        version,
      );
    },
  },
  {
    id: "getVersion",
    method: "GET",
    path: `${versions}/:number`,
    tag,
    summary: "A version with its schemas",
    scope: null,
    answers: gives(wire.versionWithDetails),
    handle: async (request, api) => json(await getVersion(api.registry, versionPath(request))),
  },
  {
    id: "deleteVersion",
    method: "DELETE",
    path: `${versions}/:number`,
    tag,
    summary: "Delete a version; its number is never given out again",
    scope: "write",
    answers: givesNothing,
    async handle(request, api) {
      await deleteVersion(api.registry, versionPath(request));
      forgetResolutions();
      return nothing();
    },
  },
];

export function versionPath(request: RouteRequest): VersionPath {
  return { ...modelPath(request), number: param(request, "number") };
}
