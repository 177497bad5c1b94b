import { traceIdOf } from "@headgate/routing";
import type { Admission, Ticket } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { Gathering } from "../http/gathering.ts";

/** Versions that refused a prediction. A flood of calls is to make no flood of lines: one a second and version says how many. */
const refusals = new Gathering<string>({ collectMs: 1_000 });

/** Tells what became of an admission; nothing of one that has its lease at once, which its end will tell. */
export function logAdmission(
  { background, carrier, requestId }: ApiContext,
  { id, ticket }: { id: string; ticket: Ticket },
  outcome: Admission["outcome"],
): void {
  if (outcome === "leased") return;
  const { owner, model, number, mode, priority, cost, traceparent } = ticket;
  const version = `${owner}/${model}:${number}`;
  if (outcome !== "full") {
    return carrier.log("prediction.admission", {
      ...{ predictionId: id, outcome, version, mode, priority, cost },
      ...{ requestId, traceId: traceIdOf(traceparent) },
    });
  }
  const handOn = (versions: string[]): void => {
    const counts = Map.groupBy(versions, (each) => each);
    for (const [each, { length: refused }] of counts)
      carrier.log("predictions.refused", { version: each, refused });
  };
  refusals.add(version, { background, handOn });
}
