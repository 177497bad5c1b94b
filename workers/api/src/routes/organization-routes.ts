import {
  createOrganization,
  createOrganizationToken,
  deleteMember,
  deleteOrganization,
  getOrganization,
  getOrganizationToken,
  listMembers,
  listOrganizationModels,
  listOrganizations,
  listOrganizationTokens,
  type MemberPath,
  type OrganizationPath,
  patchOrganization,
  putMember,
  revokeOrganizationToken,
} from "@headgate/registry";

import { forgetActors } from "../http/authenticate.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import type { ApiRouter } from "../http/router.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { created, nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";
import { createdToken } from "./token-routes.ts";

const organizations = "/v1/organizations";
const organization = `${organizations}/:organization`;

/** A change of members is known here at once, and elsewhere when the actors kept there are looked up again. */
export function addOrganizationRoutes(router: ApiRouter): void {
  addProfileRoutes(router);
  addMemberRoutes(router);
  addOrganizationTokenRoutes(router);
}

function addProfileRoutes(router: ApiRouter): void {
  router
    .get(organizations, async (_, api) =>
      page(api, await listOrganizations(api.registry, { query: readListQuery(api.url) })),
    )
    .post(organizations, async (_, api) => {
      const made = await createOrganization(api.registry, { body: await readJson(api) });
      forgetActors();
      return created(api, `${organizations}/${made.name}`, made);
    })
    .get(organization, async (request, api) =>
      json(await getOrganization(api.registry, organizationPath(request))),
    )
    .patch(organization, async (request, api) => {
      const input = { ...organizationPath(request), body: await readJson(api) };
      const patched = await patchOrganization(api.registry, input);
      // Its name is part of every reference to its models.
      forgetActors();
      forgetResolutions();
      return json(patched);
    })
    .delete(organization, async (request, api) => {
      await deleteOrganization(api.registry, organizationPath(request));
      forgetActors();
      return nothing();
    })
    .get(`${organization}/models`, async (request, api) => {
      const input = { ...organizationPath(request), query: readListQuery(api.url) };
      return page(api, await listOrganizationModels(api.registry, input));
    });
}

function addMemberRoutes(router: ApiRouter): void {
  router
    .get(`${organization}/members`, async (request, api) => {
      const input = { ...organizationPath(request), query: readListQuery(api.url) };
      return page(api, await listMembers(api.registry, input));
    })
    .put(`${organization}/members/:username`, async (request, api) => {
      const input = { ...memberPath(request), body: await readJson(api) };
      const member = await putMember(api.registry, input);
      forgetActors();
      return json(member);
    })
    .delete(`${organization}/members/:username`, async (request, api) => {
      await deleteMember(api.registry, memberPath(request));
      forgetActors();
      return nothing();
    });
}

function addOrganizationTokenRoutes(router: ApiRouter): void {
  router
    .get(`${organization}/tokens`, async (request, api) => {
      const input = { ...organizationPath(request), query: readListQuery(api.url) };
      return page(api, await listOrganizationTokens(api.registry, input));
    })
    .post(`${organization}/tokens`, async (request, api) => {
      const input = { ...organizationPath(request), body: await readJson(api) };
      return createdToken(api, await createOrganizationToken(api.registry, input));
    })
    .get(`${organization}/tokens/:id`, async (request, api) =>
      json(await getOrganizationToken(api.registry, tokenPath(request))),
    )
    .delete(`${organization}/tokens/:id`, async (request, api) => {
      await revokeOrganizationToken(api.registry, tokenPath(request));
      forgetActors();
      return nothing();
    });
}

function organizationPath(request: RouteRequest): OrganizationPath {
  return { organization: param(request, "organization") };
}

function memberPath(request: RouteRequest): MemberPath {
  return { ...organizationPath(request), username: param(request, "username") };
}

function tokenPath(request: RouteRequest): OrganizationPath & { id: string } {
  return { ...organizationPath(request), id: param(request, "id") };
}
