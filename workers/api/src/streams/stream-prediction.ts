import type { ApiContext } from "../http/api-context.ts";
import { checkStreamAccess } from "./check-stream-access.ts";
import { streamRecord } from "./stream-record.ts";

/** Whoever has the URL may read it, from any page. */
const forEverybody = { "access-control-allow-origin": "*" };

/** The stream of a prediction, for whoever may see the prediction, or has the URL that is signed for it. */
export async function streamPrediction(api: ApiContext, id: string): Promise<Response> {
  const { record, isSigned } = await checkStreamAccess(api, id);
  return streamRecord(api, record, isSigned ? forEverybody : {});
}
