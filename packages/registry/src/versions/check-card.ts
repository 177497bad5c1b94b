import { HeadgateError, type Problem } from "@headgate/shared";

import type { CardFields } from "./merge-card.ts";
import { findRoutingProblems } from "./routing-policy.ts";

const kibibyte = 1024;
const limits = [
  { key: "metadata", maxBytes: 64 * kibibyte },
  { key: "sample_input", maxBytes: 256 * kibibyte },
  { key: "sample_output", maxBytes: 256 * kibibyte },
  { key: "training_sample_input", maxBytes: 256 * kibibyte },
] as const;
/** D1 takes rows of 2 MB, and statements with parameters of as much. */
const maxCardBytes = 1024 * kibibyte;

const encoder = new TextEncoder();

/**
 * Throws `invalid_input` where a part, or all of it together, is too large as JSON, where the capacities contradict each other,
 * and where the routing policy is none that can be followed.
 */
export function checkCard({ card, routing, ...capacities }: CardFields): void {
  const problems = findRoutingProblems(routing);
  for (const { key, maxBytes } of limits) {
    const bytes = bytesOf(card[key]);
    if (bytes > maxBytes) problems.push(tooLarge(["body", key], bytes, maxBytes));
  }
  const bytes = bytesOf(card);
  if (bytes > maxCardBytes) problems.push(tooLarge(["body"], bytes, maxCardBytes));
  const { minimumParallelCapacity: minimum, maximumParallelCapacity: maximum } = capacities;
  if (minimum !== null && maximum !== null && minimum > maximum) {
    const msg = `minimum_parallel_capacity (${minimum}) must not be more than maximum_parallel_capacity (${maximum})`;
    const loc = ["body", "processing", "minimum_parallel_capacity"];
    problems.push({ loc, msg, type: "value_error" });
  }
  const [first] = problems;
  if (first !== undefined) throw new HeadgateError("invalid_input", first.msg, { problems });
}

function bytesOf(value: unknown): number {
  return value === undefined ? 0 : encoder.encode(JSON.stringify(value)).length;
}

function tooLarge(loc: string[], bytes: number, limit: number): Problem {
  const what = loc.length === 1 ? "what is told about a version" : `\`${loc.at(-1)}\``;
  const msg = `${what} must have at most ${limit} bytes as JSON; got ${bytes}`;
  return { loc, msg, type: "value_error.size" };
}
