import { deleteRegistry, listRegistries, putRegistry } from "@headgate/registry";

import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param } from "../http/route-request.ts";
import type { ApiRouter } from "../http/router.ts";
import { nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";

/** Credentials for OCI registries. */
export function addRegistryRoutes(router: ApiRouter): void {
  router
    .get("/v1/registries", async (_, api) =>
      page(api, await listRegistries(api.registry, { query: readListQuery(api.url) })),
    )
    .put("/v1/registries/:host", async (request, api) => {
      const body = await readJson(api);
      return json(await putRegistry(api.registry, { host: param(request, "host"), body }));
    })
    .delete("/v1/registries/:host", async (request, api) => {
      await deleteRegistry(api.registry, { host: param(request, "host") });
      return nothing();
    });
}
