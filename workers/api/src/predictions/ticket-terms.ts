import { compileCost, type Cost, CostError, TimedCache } from "@headgate/registry";
import { invalidInput, plainTerms, type TicketTerms } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { readCancelAfter } from "./cancel-after.ts";
import type { CreatePredictionBody } from "./prediction-body.ts";
import { continueTrace } from "./trace-context.ts";

/** By their text, which says all about them. */
const costs = new TimedCache<Cost>({ ttlMs: Infinity, maxEntries: 500 });

export interface Asked {
  body: Pick<CreatePredictionBody, "priority" | "stream">;
  /** As the version's schema says, with defaults filled in. */
  input: unknown;
  /** The version's `routing.cost`. */
  costText: string | null;
  /** Epoch milliseconds. */
  createdAt: number;
}

/** How the caller wants a prediction to be run. `invalid_input` where that is not to be understood, or the input has no cost. */
export function readTerms(
  { request: { headers }, registry }: ApiContext,
  { body, input, costText, createdAt }: Asked,
): TicketTerms {
  const cancelAfterMs = readCancelAfter(headers);
  return {
    ...plainTerms,
    priority: body.priority ?? plainTerms.priority,
    cost: costText === null ? plainTerms.cost : costOf(costText, input),
    streams: body.stream ?? false,
    deadlineAt: cancelAfterMs === null ? null : createdAt + cancelAfterMs,
    traceparent: continueTrace(headers, registry.random),
  };
}

/**
 * An input without a cost is refused, as one without a place in the queue would be: taking it for 1 would overload the backends that the
 * expression protects.
 */
function costOf(text: string, input: unknown): number {
  const now = Date.now();
  let cost = costs.get(text, now);
  if (cost === undefined) costs.set(text, (cost = compileCost(text)), now);
  try {
    return cost(input);
  } catch (error) {
    if (!(error instanceof CostError)) throw error;
    const message = `the version's cost, \`${text}\`, has no value for this input: ${error.message}. Whoever may change the version mends it with PATCH (\`routing.cost\`)`;
    throw invalidInput(["body", "input"], message, "value_error.cost");
  }
}
