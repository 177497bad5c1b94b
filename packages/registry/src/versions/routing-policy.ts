import type { Problem, RoutingPolicy } from "@headgate/shared";
import { defaultRoutingPolicy } from "@headgate/shared/backends";

import { dropMissing } from "../bodies/drop-missing.ts";
import { compileCost, CostError } from "../costs/compile-cost.ts";
import type { PatchVersionBody } from "./version-body.ts";

type Stored = Partial<RoutingPolicy>;

/** The policy with what the body says of it; the rest stays as it was. */
export function mergeRouting(before: Stored, given: PatchVersionBody["routing"] = {}): Stored {
  const { when_full, max_queued, queue_timeout_s, cost, output_check, shards, retry } = given;
  return {
    ...before,
    ...dropMissing({ when_full, max_queued, queue_timeout_s, cost, output_check, shards }),
    ...(retry === undefined
      ? {}
      : { retry: { ...wholePolicy(before).retry, ...dropMissing(retry) } }),
  };
}

/** What is stored, with the defaults for what was never said. */
export function wholePolicy(stored: Stored): RoutingPolicy {
  return { ...defaultRoutingPolicy, ...stored };
}

/** Why the policy cannot be followed, by the places in a body where it was said. */
export function findRoutingProblems({ cost = null, retry }: Stored): Problem[] {
  const problems: Problem[] = [];
  const reason = cost === null ? null : faultOf(cost);
  if (reason !== null) {
    const msg = `the cost is no CEL expression over \`input\` that gives a number: ${reason}`;
    problems.push({ loc: ["body", "routing", "cost"], msg, type: "value_error.cel" });
  }
  if (retry !== undefined && retry.initial_delay_s > retry.max_delay_s) {
    const msg = `initial_delay_s (${retry.initial_delay_s}) must not be more than max_delay_s (${retry.max_delay_s})`;
    const loc = ["body", "routing", "retry", "initial_delay_s"];
    problems.push({ loc, msg, type: "value_error" });
  }
  return problems;
}

function faultOf(cost: string): string | null {
  try {
    compileCost(cost);
    return null;
  } catch (error) {
    if (error instanceof CostError) return error.message;
    throw error;
  }
}
