import {
  createVersion,
  deleteVersion,
  getVersion,
  listVersions,
  type VersionPath,
} from "@headgate/registry";

import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import type { ApiRouter } from "../http/router.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { created, nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";
import { modelPath } from "./model-routes.ts";

const versions = "/v1/models/:owner/:name/versions";

export function addVersionRoutes(router: ApiRouter): void {
  router
    .get(versions, async (request, api) => {
      const query = readListQuery(api.url);
      return page(api, await listVersions(api.registry, { ...modelPath(request), query }));
    })
    .post(versions, async (request, api) => {
      const path = modelPath(request);
      const body = await readJson(api);
      const version = await createVersion(api.registry, { ...path, body });
      forgetResolutions();
      return created(
        api,
        `/v1/models/${path.owner}/${path.name}/versions/${version.number}`,
        version,
      );
    })
    .get(`${versions}/:number`, async (request, api) =>
      json(await getVersion(api.registry, versionPath(request))),
    )
    .delete(`${versions}/:number`, async (request, api) => {
      await deleteVersion(api.registry, versionPath(request));
      forgetResolutions();
      return nothing();
    });
}

export function versionPath(request: RouteRequest): VersionPath {
  return { ...modelPath(request), number: param(request, "number") };
}
