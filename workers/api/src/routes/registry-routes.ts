import { deleteRegistry, listRegistries, putRegistry, registryBody } from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import type { Operation } from "../http/operation.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param } from "../http/route-request.ts";
import { gives, givesNothing, givesPage } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";

const tag = "Registries";

/** Credentials for OCI registries. */
export const registryRoutes: Operation[] = [
  {
    id: "listRegistries",
    method: "GET",
    path: "/v1/registries",
    tag,
    summary: "The OCI registries that the caller has credentials for, by host",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.registry),
    handle: async (_, api) =>
      page(api, await listRegistries(api.registry, { query: readListQuery(api.url) })),
  },
  {
    id: "putRegistry",
    method: "PUT",
    path: "/v1/registries/:host",
    tag,
    summary: "Keep credentials for a registry, in the place of those there were",
    scope: "write",
    body: registryBody,
    answers: gives(wire.registry),
    async handle(request, api) {
      const body = await readJson(api);
      return json(await putRegistry(api.registry, { host: param(request, "host"), body }));
    },
  },
  {
    id: "deleteRegistry",
    method: "DELETE",
    path: "/v1/registries/:host",
    tag,
    summary: "Forget the credentials for a registry",
    scope: "write",
    answers: givesNothing,
    async handle(request, api) {
      await deleteRegistry(api.registry, { host: param(request, "host") });
      return nothing();
    },
  },
];
