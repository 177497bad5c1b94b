import {
  type CheckPath,
  createCheck,
  createCheckBody,
  getCheck,
  listChecks,
} from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import { beginCheck } from "../checks/begin-check.ts";
import { streamCheck } from "../checks/stream-check.ts";
import type { Operation } from "../http/operation.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import { gives, givesPage, location } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";
import { versionPath } from "./version-routes.ts";

const tag = "Checks";
const checks = "/v1/models/:owner/:name/versions/:number/checks";

/** 202 with a check that was begun. */
export const beginsCheck: Operation["answers"] = {
  202: { description: "It was begun.", body: wire.versionCheck, headers: { location } },
};

export const checkRoutes: Operation[] = [
  {
    id: "listChecks",
    method: "GET",
    path: checks,
    tag,
    summary: "The checks of a version, the latest first",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.versionCheck),
    async handle(request, api) {
      const query = readListQuery(api.url);
      return page(api, await listChecks(api.registry, { ...versionPath(request), query }));
    },
  },
  {
    id: "createCheck",
    method: "POST",
    path: checks,
    tag,
    summary: "Have a version checked, and published where all is well",
    description: "A draft that does not pass is rejected. One check of a version at a time.",
    scope: "write",
    body: createCheckBody,
    answers: beginsCheck,
    refusals: ["conflict", "unavailable"],
    async handle(request, api) {
      const path = versionPath(request);
      const body = await readJson(api);
      return beginCheck(api, path, await createCheck(api.registry, { ...path, body }));
    },
  },
  {
    id: "getCheck",
    method: "GET",
    path: `${checks}/:id`,
    tag,
    summary: "How far a check has come",
    scope: "read",
    answers: gives(wire.versionCheck),
    handle: async (request, api) => json(await getCheck(api.registry, checkPath(request))),
  },
  {
    id: "watchCheck",
    method: "GET",
    path: `${checks}/:id/events`,
    tag,
    summary: "Watch a check, as server-sent events",
    description:
      "`progress` whenever it has come further and `done` at last, each with the whole check as data. A stream that ends without `done` is to be opened again.",
    scope: "read",
    headers: {
      "last-event-id": {
        description: "The id of the last event that was seen.",
        schema: { type: "string" },
      },
    },
    answers: gives({ type: "string" }, { mediaType: "text/event-stream" }),
    handle: (request, api) => streamCheck(api, checkPath(request)),
  },
];

function checkPath(request: RouteRequest): CheckPath {
  return { ...versionPath(request), id: param(request, "id") };
}
