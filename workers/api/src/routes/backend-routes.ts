import {
  type BackendPath,
  createBackend,
  createBackendBody,
  deleteBackend,
  getBackend,
  listBackends,
  patchBackend,
  patchBackendBody,
  probeBackend,
  probeModes,
} from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import { configureGate } from "../gate/configure-gate.ts";
import { getVersionCapacity } from "../gate/version-capacity.ts";
import type { ApiContext } from "../http/api-context.ts";
import type { Operation, Parameters } from "../http/operation.ts";
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

const probeQuery: Parameters = {
  probe: {
    description:
      "`check`: the server is asked what it is, and one that answers as something else than the version needs is refused; one that does not answer yet is taken. `required`: it must answer. `skip`: it is not asked.",
    schema: { enum: probeModes, default: "check" },
  },
};

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
    query: probeQuery,
    body: createBackendBody,
    answers: makes(wire.backend),
    refusals: ["conflict", "unavailable"],
    async handle(request, api) {
      const path = versionPath(request);
      const backend = await createBackend(api.registry, {
        ...path,
        body: await readJson(api),
        query: readProbeQuery(api),
      });
      await configureGate(api, path);
      return created(api, `${api.url.pathname}/${backend.id}`, backend);
    },
  },
  {
    id: "getVersionCapacity",
    method: "GET",
    path: "/v1/models/:owner/:name/versions/:number/capacity",
    tag,
    summary: "What a version's backends can take, what they run, and what waits",
    scope: "read",
    answers: gives(wire.versionCapacity),
    refusals: ["unavailable"],
    handle: async (request, api) => json(await getVersionCapacity(api, versionPath(request))),
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
    query: probeQuery,
    body: patchBackendBody,
    answers: gives(wire.backend),
    refusals: ["conflict", "unavailable"],
    async handle(request, api) {
      const path = backendPath(request);
      const body = await readJson(api);
      const backend = await patchBackend(api.registry, {
        ...path,
        body,
        query: readProbeQuery(api),
      });
      await configureGate(api, path);
      return json(backend);
    },
  },
  {
    id: "probeBackend",
    method: "POST",
    path: `${backends}/:id/probe`,
    tag,
    summary: "Ask a backend again what it is; nothing is refused",
    scope: "write",
    answers: gives(wire.backend),
    handle: async (request, api) => json(await probeBackend(api.registry, backendPath(request))),
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

function readProbeQuery({ url }: ApiContext): { probe: string | null } {
  return { probe: url.searchParams.get("probe") };
}

function backendPath(request: RouteRequest): BackendPath {
  return { ...versionPath(request), id: param(request, "id") };
}
