import {
  type AliasPath,
  getAlias,
  listAliases,
  type Precondition,
  promoteVersion,
  promoteVersionBody,
  removeAlias,
  rollBackAlias,
  rollBackAliasBody,
  setAlias,
  setAliasBody,
} from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import type { Operation, Parameters } from "../http/operation.ts";
import { readJson, readOptionalJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import { gives, givesNothing, givesPage, makes } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { etag, ifMatch } from "../openapi/revision-headers.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { created, nothing, page, tagged } from "./answers.ts";
import { readListQuery } from "./list-query.ts";
import { modelPath } from "./model-routes.ts";
import { versionPath } from "./version-routes.ts";

const tag = "Aliases";
const aliases = "/v1/models/:owner/:name/aliases";
const alias = `${aliases}/:alias`;

const ifNoneMatch: Parameters = {
  "if-none-match": {
    description: "`*`: only if it is not set.",
    schema: { const: "*" },
  },
};
/** What every change of an alias takes and refuses. */
const change = {
  tag,
  scope: "write",
  headers: { ...ifMatch, ...ifNoneMatch },
  refusals: ["conflict", "precondition_failed", "unavailable"],
} as const satisfies Partial<Operation>;

export const aliasRoutes: Operation[] = [
  {
    id: "listAliases",
    method: "GET",
    path: aliases,
    tag,
    summary: "The aliases that somebody set, by name",
    scope: null,
    query: pageQuery,
    answers: givesPage(wire.alias),
    async handle(request, api) {
      const query = readListQuery(api.url);
      return page(api, await listAliases(api.registry, { ...modelPath(request), query }));
    },
  },
  {
    id: "getAlias",
    method: "GET",
    path: alias,
    tag,
    summary: "Where an alias points, or pointed",
    description: "`latest`, and `primary` while nobody set it, are the newest active version.",
    scope: null,
    query: {
      at: {
        description: "For where it pointed then. Not in the future.",
        schema: { type: "string", format: "date-time" },
      },
    },
    answers: gives({ anyOf: [wire.alias, wire.pastAlias] }, { headers: { etag } }),
    async handle(request, api) {
      const at = api.url.searchParams.get("at");
      const shown = await getAlias(api.registry, { ...aliasPath(request), at });
      return tagged(json(shown), shown);
    },
  },
  {
    id: "setAlias",
    method: "PUT",
    path: alias,
    summary: "Make an alias, move it or protect it",
    ...change,
    body: setAliasBody,
    answers: { ...gives(wire.alias, { headers: { etag } }), ...makes(wire.alias, { etag }) },
    async handle(request, api) {
      const path = aliasPath(request);
      const set = await setAlias(api.registry, { ...path, body: await readJson(api) });
      forgetResolutions();
      const response = set.isCreated ? created(api, api.url.pathname, set.alias) : json(set.alias);
      return tagged(response, set.alias);
    },
  },
  {
    id: "removeAlias",
    method: "DELETE",
    path: alias,
    summary: "Remove an alias; `primary` follows the newest active version again",
    ...change,
    query: { reason: { description: "Why.", schema: { type: "string", maxLength: 1024 } } },
    answers: givesNothing,
    async handle(request, api) {
      const reason = api.url.searchParams.get("reason");
      await removeAlias(api.registry, { ...aliasPath(request), reason });
      forgetResolutions();
      return nothing();
    },
  },
  {
    id: "rollBackAlias",
    method: "POST",
    path: `${alias}/rollback`,
    summary: "Point an alias at the version before; once more goes further back",
    description: "What is not active any more is skipped. A removed alias comes back.",
    ...change,
    body: { ...rollBackAliasBody, isOptional: true },
    answers: gives(wire.rolledBackAlias, { headers: { etag } }),
    async handle(request, api) {
      const body = await readOptionalJson(api);
      const rolledBack = await rollBackAlias(api.registry, { ...aliasPath(request), body });
      forgetResolutions();
      return tagged(json(rolledBack), rolledBack);
    },
  },
  {
    id: "promoteVersion",
    method: "POST",
    path: "/v1/models/:owner/:name/versions/:number/promote",
    summary: "Set `primary`, which calls without a version follow",
    ...change,
    body: { ...promoteVersionBody, isOptional: true },
    answers: gives(wire.alias, { headers: { etag } }),
    async handle(request, api) {
      const path = { ...versionPath(request), precondition: readPrecondition(request) };
      const promoted = { ...path, body: await readOptionalJson(api) };
      const primary = (await promoteVersion(api.registry, promoted)).alias;
      forgetResolutions();
      return tagged(json(primary), primary);
    },
  },
];

function aliasPath(request: RouteRequest): AliasPath {
  const known = readPrecondition(request);
  return { ...modelPath(request), alias: param(request, "alias"), precondition: known };
}

function readPrecondition({ headers }: RouteRequest): Precondition {
  return { ifMatch: headers.get("if-match"), ifNoneMatch: headers.get("if-none-match") };
}
