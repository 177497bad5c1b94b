import {
  createToken,
  createTokenBody,
  getToken,
  listTokens,
  revokeToken,
} from "@headgate/registry";
import type { CreatedToken } from "@headgate/shared";
import * as wire from "@headgate/shared/wire";

import type { ApiContext } from "../http/api-context.ts";
import { forgetActors } from "../http/authenticate.ts";
import type { Operation } from "../http/operation.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param } from "../http/route-request.ts";
import { gives, givesNothing, givesPage, makes, noStore } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { created, nothing, page, secretly } from "./answers.ts";
import { readListQuery } from "./list-query.ts";

const tag = "Tokens";

/** What `createdToken` answers. */
export const makesToken = makes(wire.createdToken, noStore);

export const tokenRoutes: Operation[] = [
  {
    id: "listTokens",
    method: "GET",
    path: "/v1/tokens",
    tag,
    summary: "The caller's tokens, without their secrets, newest first",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.token),
    handle: async (_, api) =>
      page(api, await listTokens(api.registry, { query: readListQuery(api.url) })),
  },
  {
    id: "createToken",
    method: "POST",
    path: "/v1/tokens",
    tag,
    summary: "Make a token; its secret is in this answer and nowhere else",
    description:
      "With no scope that the caller's own lacks, and no longer life. With scope `admin` for anybody, with any scopes.",
    scope: "write",
    body: createTokenBody,
    answers: makesToken,
    refusals: ["not_found"],
    async handle(_, api) {
      return createdToken(api, await createToken(api.registry, { body: await readJson(api) }));
    },
  },
  {
    id: "getToken",
    method: "GET",
    path: "/v1/tokens/:id",
    tag,
    summary: "A token without its secret",
    description: "Any token may see itself.",
    scope: "read",
    answers: gives(wire.token),
    handle: async (request, api) =>
      json(await getToken(api.registry, { id: param(request, "id") })),
  },
  {
    id: "revokeToken",
    method: "DELETE",
    path: "/v1/tokens/:id",
    tag,
    summary: "End a token for good",
    description: "Any token may revoke itself.",
    scope: "write",
    answers: givesNothing,
    async handle(request, api) {
      await revokeToken(api.registry, { id: param(request, "id") });
      forgetActors();
      return nothing();
    },
  },
];

export function createdToken(api: ApiContext, token: CreatedToken): Response {
  return secretly(created(api, `${api.url.pathname}/${token.id}`, token));
}
