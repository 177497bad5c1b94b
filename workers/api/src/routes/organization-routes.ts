import {
  createOrganization,
  createOrganizationBody,
  deleteOrganization,
  getOrganization,
  listOrganizationModels,
  listOrganizations,
  type OrganizationPath,
  patchOrganization,
  patchOrganizationBody,
} from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import { forgetActors } from "../http/authenticate.ts";
import type { Operation } from "../http/operation.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import { gives, givesNothing, givesPage, makes } from "../openapi/answer-descriptions.ts";
import { modelQuery, pageQuery } from "../openapi/list-parameters.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { created, nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";

const tag = "Organizations";
const organizations = "/v1/organizations";
export const organization = `${organizations}/:organization`;

/** A change of members is known here at once, and elsewhere when the actors kept there are looked up again. */
export const organizationRoutes: Operation[] = [
  {
    id: "listOrganizations",
    method: "GET",
    path: organizations,
    tag,
    summary: "The organizations that the caller is in",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.organization),
    handle: async (_, api) =>
      page(api, await listOrganizations(api.registry, { query: readListQuery(api.url) })),
  },
  {
    id: "createOrganization",
    method: "POST",
    path: organizations,
    tag,
    summary: "Make an organization; the caller becomes its admin",
    scope: "write",
    body: createOrganizationBody,
    answers: makes(wire.organization),
    refusals: ["conflict"],
    async handle(_, api) {
      const made = await createOrganization(api.registry, { body: await readJson(api) });
      forgetActors();
      return created(api, `${organizations}/${made.name}`, made);
    },
  },
  {
    id: "getOrganization",
    method: "GET",
    path: organization,
    tag,
    summary: "An organization, with the caller's role in it",
    scope: null,
    answers: gives(wire.organization),
    handle: async (request, api) =>
      json(await getOrganization(api.registry, organizationPath(request))),
  },
  {
    id: "patchOrganization",
    method: "PATCH",
    path: organization,
    tag,
    summary: "Change what the body names; for admins",
    scope: "write",
    body: patchOrganizationBody,
    answers: gives(wire.organization),
    refusals: ["conflict"],
    async handle(request, api) {
      const input = { ...organizationPath(request), body: await readJson(api) };
      const patched = await patchOrganization(api.registry, input);
      // Its name is part of every reference to its models.
      forgetActors();
      forgetResolutions();
      return json(patched);
    },
  },
  {
    id: "deleteOrganization",
    method: "DELETE",
    path: organization,
    tag,
    summary: "Delete an organization that owns no model; for admins",
    scope: "write",
    answers: givesNothing,
    refusals: ["conflict"],
    async handle(request, api) {
      await deleteOrganization(api.registry, organizationPath(request));
      forgetActors();
      return nothing();
    },
  },
  {
    id: "listOrganizationModels",
    method: "GET",
    path: `${organization}/models`,
    tag,
    summary: "Its models, private ones too; for members",
    scope: "read",
    query: modelQuery,
    answers: givesPage(wire.model),
    async handle(request, api) {
      const input = { ...organizationPath(request), query: readListQuery(api.url) };
      return page(api, await listOrganizationModels(api.registry, input));
    },
  },
];

export function organizationPath(request: RouteRequest): OrganizationPath {
  return { organization: param(request, "organization") };
}
