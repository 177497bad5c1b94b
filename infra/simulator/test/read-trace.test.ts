import { describe, test } from "vitest";

import { readTrace, TraceError } from "../src/index.ts";

describe("reading a trace", () => {
  test("counts times from the first, in their order, and fills in what is left out", ({
    expect,
  }) => {
    const text = [
      '{"at_ms": 500, "run_ms": 20, "cost": 2.5, "priority": 0, "token": "a"}',
      "",
      '{"at_ms": 100, "run_ms": 10}',
    ].join("\n");
    expect(readTrace(text)).toEqual([
      { atMs: 0, runMs: 10, cost: 1, priority: 1, token: "token" },
      { atMs: 400, runMs: 20, cost: 3, priority: 0, token: "a" },
    ]);
    expect(readTrace("")).toEqual([]);
  });

  test.for([
    ["{", "line 1 is no JSON"],
    ["[]", "line 1 is no object"],
    ['{"at_ms": 1}', "line 1: run_ms is no number of at least 0"],
    ['{"at_ms": -1, "run_ms": 1}', "line 1: at_ms is no number of at least 0"],
    ['{"at_ms": 1, "run_ms": 1, "cost": 0}', "line 1: cost is no number of at least 1"],
    ['\n{"at_ms": 1, "run_ms": 1, "priority": 3}', "line 2: priority is none of 0, 1 and 2"],
    ['{"created_at": "soon", "execution_time": "1"}', "created_at or execution_time"],
  ] as const)("refuses %j and says where", ([text, message], { expect }) => {
    expect(() => readTrace(text)).toThrow(TraceError);
    expect(() => readTrace(text)).toThrow(message);
  });
});
