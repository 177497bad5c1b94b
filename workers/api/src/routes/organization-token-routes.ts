import {
  createOrganizationToken,
  createOrganizationTokenBody,
  getOrganizationToken,
  listOrganizationTokens,
  type OrganizationPath,
  revokeOrganizationToken,
} from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import { forgetActors } from "../http/authenticate.ts";
import type { Operation } from "../http/operation.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import { gives, givesNothing, givesPage } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";
import { organization, organizationPath } from "./organization-routes.ts";
import { createdToken, makesToken } from "./token-routes.ts";

const tag = "Organizations";
const tokens = `${organization}/tokens`;

export const organizationTokenRoutes: Operation[] = [
  {
    id: "listOrganizationTokens",
    method: "GET",
    path: tokens,
    tag,
    summary: "An organization's own tokens, newest first; for admins",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.token),
    async handle(request, api) {
      const input = { ...organizationPath(request), query: readListQuery(api.url) };
      return page(api, await listOrganizationTokens(api.registry, input));
    },
  },
  {
    id: "createOrganizationToken",
    method: "POST",
    path: tokens,
    tag,
    summary: "Make a token of the organization's, which is nobody's; for admins",
    scope: "write",
    body: createOrganizationTokenBody,
    answers: makesToken,
    refusals: ["conflict"],
    async handle(request, api) {
      const input = { ...organizationPath(request), body: await readJson(api) };
      return createdToken(api, await createOrganizationToken(api.registry, input));
    },
  },
  {
    id: "getOrganizationToken",
    method: "GET",
    path: `${tokens}/:id`,
    tag,
    summary: "One of its tokens, without its secret; for admins",
    scope: "read",
    answers: gives(wire.token),
    handle: async (request, api) =>
      json(await getOrganizationToken(api.registry, tokenPath(request))),
  },
  {
    id: "revokeOrganizationToken",
    method: "DELETE",
    path: `${tokens}/:id`,
    tag,
    summary: "End one of its tokens for good; for admins",
    scope: "write",
    answers: givesNothing,
    async handle(request, api) {
      await revokeOrganizationToken(api.registry, tokenPath(request));
      forgetActors();
      return nothing();
    },
  },
];

function tokenPath(request: RouteRequest): OrganizationPath & { id: string } {
  return { ...organizationPath(request), id: param(request, "id") };
}
