import { upsertPredictions } from "@headgate/database";
import { removeData, requireScope } from "@headgate/registry";
import { eraser, pathOf } from "@headgate/routing";
import { HeadgateError, isTerminal } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { nothing } from "../routes/answers.ts";
import { type Asked, findOwn } from "./get-prediction.ts";

/** Removes the data of a prediction, or a training, of the caller's; `conflict` while it goes on. Repeating it is fine. */
export async function removeOwnData(api: ApiContext, asked: Asked): Promise<Response> {
  const { registry, carrier } = api;
  requireScope(registry, "predict");
  const record = await findOwn(api, asked, "predict");
  if (!isTerminal(record.state)) {
    const message = `the ${record.task} has not ended: POST ${pathOf(record)}/cancel, and remove its data then`;
    throw new HeadgateError("conflict", message);
  }
  if (record.dataRemovedAt !== undefined) return nothing();
  // History may not know of the end yet. What ended there does not change any more, whatever it is told later.
  await upsertPredictions(registry.db, [record]);
  await removeData(registry, { predictions: [record], erase: eraser(carrier) });
  return nothing();
}
