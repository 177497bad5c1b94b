import { createToken, getToken, listTokens, revokeToken } from "@headgate/registry";
import type { CreatedToken } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { forgetActors } from "../http/authenticate.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param } from "../http/route-request.ts";
import type { ApiRouter } from "../http/router.ts";
import { created, nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";

export function addTokenRoutes(router: ApiRouter): void {
  router
    .get("/v1/tokens", async (_, api) =>
      page(api, await listTokens(api.registry, { query: readListQuery(api.url) })),
    )
    .post("/v1/tokens", async (_, api) => {
      return createdToken(api, await createToken(api.registry, { body: await readJson(api) }));
    })
    .get("/v1/tokens/:id", async (request, api) =>
      json(await getToken(api.registry, { id: param(request, "id") })),
    )
    .delete("/v1/tokens/:id", async (request, api) => {
      await revokeToken(api.registry, { id: param(request, "id") });
      forgetActors();
      return nothing();
    });
}

/** The only answer that shows a secret of ours in full: nothing on the way is to keep it. */
export function createdToken(api: ApiContext, token: CreatedToken): Response {
  const response = created(api, `${api.url.pathname}/${token.id}`, token);
  response.headers.set("cache-control", "no-store");
  return response;
}
