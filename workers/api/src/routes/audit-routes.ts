import { type AuditQuery, listOrganizationAuditLog, listOwnAuditLog } from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import type { Operation, Parameters } from "../http/operation.ts";
import { givesPage } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";
import { organization, organizationPath } from "./organization-routes.ts";

const tag = "Audit log";

const query: Parameters = {
  ...pageQuery,
  action: {
    description: "What was done.",
    schema: { type: "string", examples: ["model.create", "token.revoke"] },
  },
  actor: {
    description: "By whom: a name that the user or organization has or had.",
    schema: { type: "string" },
  },
  target: {
    description: "To what, exactly as it was referred to then.",
    schema: { type: "string", examples: ["john/upscaler"] },
  },
  since: { description: "Not before then.", schema: { type: "string", format: "date-time" } },
  until: { description: "Before then.", schema: { type: "string", format: "date-time" } },
};

export const auditRoutes: Operation[] = [
  {
    id: "listOwnAuditLog",
    method: "GET",
    path: "/v1/audit-log",
    tag,
    summary: "What was changed in the caller's own namespace, newest first",
    scope: "read",
    query,
    answers: givesPage(wire.auditEvent),
    handle: async (_, api) =>
      page(api, await listOwnAuditLog(api.registry, { query: readAuditQuery(api.url) })),
  },
  {
    id: "listOrganizationAuditLog",
    method: "GET",
    path: `${organization}/audit-log`,
    tag,
    summary: "What was changed in an organization's namespace, newest first; for admins",
    scope: "read",
    query,
    answers: givesPage(wire.auditEvent),
    async handle(request, api) {
      const input = { ...organizationPath(request), query: readAuditQuery(api.url) };
      return page(api, await listOrganizationAuditLog(api.registry, input));
    },
  },
];

function readAuditQuery(url: URL): AuditQuery {
  const { searchParams } = url;
  return {
    ...readListQuery(url),
    action: searchParams.get("action"),
    actor: searchParams.get("actor"),
    target: searchParams.get("target"),
    since: searchParams.get("since"),
    until: searchParams.get("until"),
  };
}
