import {
  getUser,
  getUserByName,
  getWebhookSecret,
  listOwnModels,
  listUsers,
  patchUser,
} from "@headgate/registry";

import { forgetActors } from "../http/authenticate.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param } from "../http/route-request.ts";
import type { ApiRouter } from "../http/router.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";

export function addUserRoutes(router: ApiRouter): void {
  router
    .get("/v1/user", async (_, api) => json(await getUser(api.registry)))
    .patch("/v1/user", async (_, api) => {
      const user = await patchUser(api.registry, { body: await readJson(api) });
      // A username is part of every reference to the user's models.
      forgetActors();
      forgetResolutions();
      return json(user);
    })
    .get("/v1/user/models", async (_, api) =>
      page(api, await listOwnModels(api.registry, { query: readListQuery(api.url) })),
    )
    .get("/v1/user/webhook_secret", async (_, api) => json(await getWebhookSecret(api.registry)))
    .get("/v1/users", async (_, api) =>
      page(api, await listUsers(api.registry, { query: readListQuery(api.url) })),
    )
    .get("/v1/users/:username", async (request, api) =>
      json(await getUserByName(api.registry, { username: param(request, "username") })),
    );
}
