import { describe, test } from "vitest";

import { fourBackends } from "./options.ts";
import { runChaos } from "./run-chaos.ts";

const lines: string[] = [];

describe("the whole runtime, killed at random over backends that misbehave", () => {
  test("keeps every promise that it made", async ({ expect }) => {
    const seed = String(Date.now() % 1_000_000);
    const { summary, faults, explanation, stateFolder } = await runChaos({
      seed,
      kills: 3,
      predictions: 120,
      upMs: [300, 2_000],
      backends: fourBackends,
      runMs: 10_000,
      crashEveryMs: 20_000,
      settleMs: 120_000,
      onProgress: (line) => lines.push(line),
    });
    const story = [...lines, summary, explanation, stateFolder].join("\n");
    expect(faults, story).toEqual([]);
  });
});
