import {
  type BackendPath,
  createBackend,
  deleteBackend,
  getBackend,
  listBackends,
  patchBackend,
} from "@headgate/registry";

import { configureGate } from "../gate/configure-gate.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import type { ApiRouter } from "../http/router.ts";
import { created, nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";
import { versionPath } from "./version-routes.ts";

const backends = "/v1/models/:owner/:name/versions/:number/backends";

/** Each change is told to the version's gate before it is answered: what waits is then handed out. */
export function addBackendRoutes(router: ApiRouter): void {
  router
    .get(backends, async (request, api) => {
      const query = readListQuery(api.url);
      return page(api, await listBackends(api.registry, { ...versionPath(request), query }));
    })
    .post(backends, async (request, api) => {
      const path = versionPath(request);
      const backend = await createBackend(api.registry, {
        ...path,
        body: await readJson(api),
      });
      await configureGate(api, path);
      return created(api, `${api.url.pathname}/${backend.id}`, backend);
    })
    .get(`${backends}/:id`, async (request, api) =>
      json(await getBackend(api.registry, backendPath(request))),
    )
    .patch(`${backends}/:id`, async (request, api) => {
      const path = backendPath(request);
      const body = await readJson(api);
      const backend = await patchBackend(api.registry, { ...path, body });
      await configureGate(api, path);
      return json(backend);
    })
    .delete(`${backends}/:id`, async (request, api) => {
      const path = backendPath(request);
      await deleteBackend(api.registry, path);
      await configureGate(api, path);
      return nothing();
    });
}

function backendPath(request: RouteRequest): BackendPath {
  return { ...versionPath(request), id: param(request, "id") };
}
