import {
  createModel,
  deleteModel,
  getModel,
  listCategories,
  listHardware,
  listModels,
  patchModel,
  type ModelPath,
} from "@headgate/registry";

import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import type { ApiRouter } from "../http/router.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { created, nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";

export function addModelRoutes(router: ApiRouter): void {
  router
    .get("/v1/hardware", async (_, api) =>
      page(api, await listHardware(api.registry, { query: readListQuery(api.url) })),
    )
    .get("/v1/model_categories", async (_, api) =>
      page(api, await listCategories(api.registry, { query: readListQuery(api.url) })),
    )
    .get("/v1/models", async (_, api) =>
      page(api, await listModels(api.registry, { query: readListQuery(api.url) })),
    )
    .post("/v1/models", async (_, api) => {
      const model = await createModel(api.registry, { body: await readJson(api) });
      return created(api, `/v1/models/${model.owner.username}/${model.name}`, model);
    })
    .get("/v1/models/:owner", async (request, api) => {
      const query = readListQuery(api.url);
      return page(api, await listModels(api.registry, { owner: param(request, "owner"), query }));
    })
    .get("/v1/models/:owner/:name", async (request, api) => {
      const { owner, name } = modelPath(request);
      const model = await getModel(api.registry, { owner, name });
      if (model.name === name) return json(model);
      const path = `/v1/models/${model.owner.username}/${model.name}`;
      return json(model, 200, { "content-location": api.url.origin + path });
    })
    .patch("/v1/models/:owner/:name", async (request, api) => {
      const body = await readJson(api);
      const model = await patchModel(api.registry, { ...modelPath(request), body });
      forgetResolutions();
      return json(model);
    })
    .delete("/v1/models/:owner/:name", async (request, api) => {
      const { searchParams } = api.url;
      const query = {
        with_versions: searchParams.get("with_versions"),
        force: searchParams.get("force"),
      };
      await deleteModel(api.registry, { ...modelPath(request), query });
      forgetResolutions();
      return nothing();
    });
}

export function modelPath(request: RouteRequest): ModelPath {
  return { owner: param(request, "owner"), name: param(request, "name") };
}
