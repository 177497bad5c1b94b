import {
  deleteMember,
  listMembers,
  type MemberPath,
  putMember,
  putMemberBody,
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

const tag = "Organizations";
const members = `${organization}/members`;

export const memberRoutes: Operation[] = [
  {
    id: "listMembers",
    method: "GET",
    path: members,
    tag,
    summary: "Who is in an organization; for members",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.member),
    async handle(request, api) {
      const input = { ...organizationPath(request), query: readListQuery(api.url) };
      return page(api, await listMembers(api.registry, input));
    },
  },
  {
    id: "putMember",
    method: "PUT",
    path: `${members}/:username`,
    tag,
    summary: "Take a user in, or change the role; for admins",
    scope: "write",
    body: putMemberBody,
    answers: gives(wire.member),
    refusals: ["conflict"],
    async handle(request, api) {
      const input = { ...memberPath(request), body: await readJson(api) };
      const member = await putMember(api.registry, input);
      forgetActors();
      return json(member);
    },
  },
  {
    id: "deleteMember",
    method: "DELETE",
    path: `${members}/:username`,
    tag,
    summary: "Leave, or as an admin make somebody leave",
    scope: "write",
    answers: givesNothing,
    refusals: ["conflict"],
    async handle(request, api) {
      await deleteMember(api.registry, memberPath(request));
      forgetActors();
      return nothing();
    },
  },
];

function memberPath(request: RouteRequest): MemberPath {
  return { ...organizationPath(request), username: param(request, "username") };
}
