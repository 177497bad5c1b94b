import { plainTerms, type Outcome, type TerminalState, type Ticket } from "@headgate/shared";

import type { Random } from "./random.ts";

/** One of four tokens, of any priority and mode; now and then heavier than any backend, or short of time. */
export function drawTicket(random: Random, now: number): Ticket {
  return {
    ...plainTerms,
    ...{ callerId: "caller", owner: "john", model: "image-upscaler", number: 1 },
    ...{ versionId: "0".repeat(64), webhook: null, createdAt: now, input: { inline: "{}" } },
    tokenId: `token ${random.below(4)}`,
    priority: random.pick([0, 1, 1, 1, 2] as const),
    cost: random.pick([1, 1, 1, 2, 3, 50]),
    mode: random.chance(0.3) ? "direct" : "detached",
    deadlineAt: random.chance(0.1) ? now + random.below(50_000) : null,
  };
}

/** How a prediction ends of which its backend, or one of our Workers, says so. */
export function outcomeOf(state: TerminalState, byBackend: boolean): Outcome {
  const source = byBackend ? ("external" as const) : ("internal" as const);
  const error = state === "succeeded" ? null : { source, message: "no", detail: null };
  return {
    ...{ state, error, output: null, logs: "" },
    ...{ predictTimeS: null, setupTimeS: null, outputProblems: null },
  };
}
