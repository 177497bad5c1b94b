import { getAliasLedgerHead, listAliasLedger } from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import type { Operation } from "../http/operation.ts";
import { json } from "../http/respond.ts";
import { gives, givesPage } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";
import { modelPath } from "./model-routes.ts";

const tag = "Aliases";
const ledger = "/v1/models/:owner/:name/alias-ledger";

export const aliasLedgerRoutes: Operation[] = [
  {
    id: "listAliasLedger",
    method: "GET",
    path: ledger,
    tag,
    summary: "Every change of the model's aliases, oldest first",
    description: "Each entry has the hash of the one before it.",
    scope: null,
    query: pageQuery,
    answers: givesPage(wire.aliasLedgerEntry),
    async handle(request, api) {
      const query = readListQuery(api.url);
      return page(api, await listAliasLedger(api.registry, { ...modelPath(request), query }));
    },
  },
  {
    id: "getAliasLedgerHead",
    method: "GET",
    path: `${ledger}/head`,
    tag,
    summary: "How far the ledger got",
    scope: null,
    answers: gives(wire.aliasLedgerHead),
    handle: async (request, api) =>
      json(await getAliasLedgerHead(api.registry, modelPath(request))),
  },
];
