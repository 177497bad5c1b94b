import { listPredictions as listHistory, readPageRequest } from "@headgate/database";
import { requireScope, toCursorPage } from "@headgate/registry";
import { toPrediction, toTraining } from "@headgate/routing";
import type { PredictionTask } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { page } from "../routes/answers.ts";
import { readListQuery } from "../routes/list-query.ts";

const show = { prediction: toPrediction, training: toTraining };

/** The caller's predictions, or trainings, newest first, as history has them: a second or two behind. */
export async function listPredictions(api: ApiContext, task: PredictionTask): Promise<Response> {
  const caller = requireScope(api.registry, "read");
  const request = readPageRequest(readListQuery(api.url));
  const found = await listHistory(api.registry.db, { callerId: caller.ownerId, task }, request);
  return page(
    api,
    toCursorPage(found, (summary) => show[task](summary, api.url.origin)),
  );
}
