import { describe, test } from "vitest";

import { readReport } from "./read-report.ts";

function report(changes: object): string {
  const totals = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  return JSON.stringify({ ...totals, testResults: [], ...changes });
}

describe("reading a report", () => {
  test("counts pending and todo tests as skipped", ({ expect }) => {
    const text = report({ numPassedTests: 5, numPendingTests: 2, numTodoTests: 1 });
    expect(readReport(text)).toEqual({ passed: 5, failed: 0, skipped: 3 });
  });

  test("counts a file that could not be loaded as one failed test", ({ expect }) => {
    const text = report({ testResults: [{ status: "failed", assertionResults: [] }] });
    expect(readReport(text)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("counts a failed test of a failed file once", ({ expect }) => {
    const file = { status: "failed", assertionResults: [{ status: "failed" }] };
    const text = report({ numFailedTests: 1, testResults: [file] });
    expect(readReport(text)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("refuses a text that is no report", ({ expect }) => {
    expect(() => readReport("{}")).toThrow("not one of Vitest");
  });
});
