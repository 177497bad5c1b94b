import { describe, test } from "vitest";

import { progressIn } from "./progress-in.ts";

const told: [string, number][] = [
  [" 50%|█████     | 15/30 [00:03<00:03,  5.01it/s]", 0.5],
  ["loading\n  0%|          | 0/4 [00:00<?, ?it/s]\r 25%|██▌       | 1/4 [00:00<00:01]", 0.25],
  ["steps: 100%|##########| 4/4\ndone\n", 1],
  [" 10%|█ | 1/10\nsaved 3 files", 0.1],
];
const silent = ["", "100% sure", "a | b | 3/4", "12%|", "7%|x|3/0 ", "%|||1/2"];

describe("the progress in logs", () => {
  test.for(told)("of %j is %d", ([logs, fraction], { expect }) => {
    expect(progressIn(logs)).toBe(fraction);
  });

  test.for(silent)("of %j is not told", (logs, { expect }) => {
    expect(progressIn(logs)).toBeNull();
  });

  test("is found in a megabyte of anything within a moment", ({ expect }) => {
    const startedAt = performance.now();
    for (const text of ["1%|", "1%|1|", " ", "1", "1%|1| 1/", "\n1%|"]) {
      progressIn(text.repeat(2 ** 20 / text.length));
    }
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
