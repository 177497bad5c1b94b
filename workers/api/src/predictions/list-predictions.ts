import { listPredictions as listHistory, readPageRequest } from "@headgate/database";
import { requireScope, toCursorPage } from "@headgate/registry";
import { toPrediction } from "@headgate/routing";

import type { ApiContext } from "../http/api-context.ts";
import { page } from "../routes/answers.ts";
import { readListQuery } from "../routes/list-query.ts";

/** The caller's predictions, newest first, as history has them: a second or two behind. */
export async function listPredictions(api: ApiContext): Promise<Response> {
  const caller = requireScope(api.registry, "read");
  const request = readPageRequest(readListQuery(api.url));
  const found = await listHistory(api.registry.db, caller.ownerId, request);
  return page(
    api,
    toCursorPage(found, (summary) => toPrediction(summary, api.url.origin)),
  );
}
