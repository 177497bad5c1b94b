import { describe, test } from "vitest";

import { parseCogPrediction } from "./cog-prediction.ts";

function endOf(value: unknown) {
  const prediction = parseCogPrediction(value);
  if (prediction?.ended !== true) throw new Error("it has not ended");
  return prediction.result;
}

describe("reading Cog's prediction", () => {
  test("takes the output, logs and time of a success", ({ expect }) => {
    const metrics = { predict_time: 1.25, other: 3 };
    expect(endOf({ status: "succeeded", output: { a: 1 }, logs: "l", metrics })).toEqual({
      state: "succeeded",
      output: { a: 1 },
      error: null,
      logs: "l",
      predictTimeS: 1.25,
      setupTimeS: null,
    });
  });

  test("gives null and nothing for what is missing or of another type", ({ expect }) => {
    const bare = {
      state: "succeeded",
      output: null,
      error: null,
      logs: "",
      predictTimeS: null,
      setupTimeS: null,
    };
    expect(endOf({ status: "succeeded" })).toEqual(bare);
    expect(endOf({ status: "succeeded", logs: 1, error: "late", metrics: [] })).toEqual(bare);
    expect(endOf({ status: "succeeded", metrics: { predict_time: "1" } })).toEqual(bare);
  });

  test.for(["starting", "processing"])("knows that %s is no end", (status, { expect }) => {
    expect(parseCogPrediction({ status, output: "so far" })).toEqual({
      ended: false,
      output: "so far",
      logs: "",
    });
  });

  test.for([
    ["2026-11-21T09:30:00.000000+00:00", "2026-11-21T09:30:01.250000+00:00", 1.25],
    ["2026-11-21T09:30:00Z", "2026-11-21T09:29:59Z", null],
    ["2026-11-21T09:30:00Z", "soon", null],
    ["2026-11-21T09:30:00Z", null, null],
  ] as const)(
    "created %s and started %s took %j to set up",
    ([created, started, s], { expect }) => {
      const times = { created_at: created, started_at: started };
      expect(endOf({ status: "succeeded", ...times }).setupTimeS).toBe(s);
    },
  );

  test.for([null, undefined, 1, "succeeded", [], {}, { status: 1 }, { status: "aborted" }])(
    "takes %j for nothing of Cog's",
    (value, { expect }) => {
      expect(parseCogPrediction(value)).toBeNull();
    },
  );

  test.for([
    ["failed", "CUDA out of memory", "CUDA out of memory", null],
    ["failed", "first\nsecond\nthird", "first", "first\nsecond\nthird"],
    ["failed", "\nsecond", "The model failed.", "\nsecond"],
    ["failed", "", "The model failed.", null],
    ["failed", undefined, "The model failed.", null],
    ["failed", { code: 1 }, "The model failed.", null],
    ["canceled", null, "The prediction was canceled.", null],
  ] as const)("explains %s with %j", ([status, error, message, detail], { expect }) => {
    expect(endOf({ status, error }).error).toEqual({ source: "external", message, detail });
  });

  test("keeps the end of long logs and the beginning of a long error", ({ expect }) => {
    const { logs, error } = endOf({
      status: "failed",
      logs: `${"a".repeat(70_000)}the end`,
      error: `the beginning${"b".repeat(10_000)}`,
    });
    expect(logs).toHaveLength(65_536);
    expect(logs.endsWith("athe end")).toBe(true);
    expect(error?.message).toBe(`the beginning${"b".repeat(1987)}`);
    expect(error?.detail).toBe(`the beginning${"b".repeat(7987)}`);
  });

  test("gives whole characters, also where the text is cut inside one", ({ expect }) => {
    const { logs, error } = endOf({
      status: "failed",
      logs: `😀${"l".repeat(65_535)}`,
      error: `ab\ud83d\n${"😀".repeat(5000)}`,
    });
    expect(logs).toBe(`\u{fffd}${"l".repeat(65_535)}`);
    expect(error?.message).toBe("ab\u{fffd}");
    expect(error?.detail?.isWellFormed()).toBe(true);
  });
});
