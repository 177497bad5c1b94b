import {
  type BackendPath,
  createBackend,
  createBackendBody,
  deleteBackend,
  getBackend,
  listBackends,
  patchBackend,
  patchBackendBody,
} from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import { configureGate } from "../gate/configure-gate.ts";
import type { Operation } from "../http/operation.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import { gives, givesNothing, givesPage, makes } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { created, nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";
import { versionPath } from "./version-routes.ts";

const tag = "Backends";
const backends = "/v1/models/:owner/:name/versions/:number/backends";

/** Each change is told to the version's gate before it is answered: what waits is then handed out. */
export const backendRoutes: Operation[] = [
  {
    id: "listBackends",
    method: "GET",
    path: backends,
    tag,
    summary: "The servers that run a version, the oldest first",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.backend),
    async handle(request, api) {
      const query = readListQuery(api.url);
      return page(api, await listBackends(api.registry, { ...versionPath(request), query }));
    },
  },
  {
    id: "createBackend",
    method: "POST",
    path: backends,
    tag,
    summary: "Point a version at a server that runs it",
    scope: "write",
    body: createBackendBody,
    answers: makes(wire.backend),
    refusals: ["conflict", "unavailable"],
    async handle(request, api) {
      const path = versionPath(request);
      const backend = await createBackend(api.registry, {
        ...path,
        body: await readJson(api),
      });
      await configureGate(api, path);
      return created(api, `${api.url.pathname}/${backend.id}`, backend);
    },
  },
  {
    id: "getBackend",
    method: "GET",
    path: `${backends}/:id`,
    tag,
    summary: "A backend",
    scope: "read",
    answers: gives(wire.backend),
    handle: async (request, api) => json(await getBackend(api.registry, backendPath(request))),
  },
  {
    id: "patchBackend",
    method: "PATCH",
    path: `${backends}/:id`,
    tag,
    summary: "Change what the body names",
    scope: "write",
    body: patchBackendBody,
    answers: gives(wire.backend),
    refusals: ["conflict", "unavailable"],
    async handle(request, api) {
      const path = backendPath(request);
      const body = await readJson(api);
      const backend = await patchBackend(api.registry, { ...path, body });
      await configureGate(api, path);
      return json(backend);
    },
  },
  {
    id: "deleteBackend",
    method: "DELETE",
    path: `${backends}/:id`,
    tag,
    summary: "Take a backend away; what runs on it goes on to its end",
    scope: "write",
    answers: givesNothing,
    refusals: ["unavailable"],
    async handle(request, api) {
      const path = backendPath(request);
      await deleteBackend(api.registry, path);
      await configureGate(api, path);
      return nothing();
    },
  },
];

function backendPath(request: RouteRequest): BackendPath {
  return { ...versionPath(request), id: param(request, "id") };
}
