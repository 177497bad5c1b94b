import type { TestTotals } from "./test-totals.ts";

/**
 * Counts the tests of Vitest's JSON report. A file that failed without a failed test, because it
 * could not be loaded or a hook threw, counts as one failed test.
 *
 * @throws {Error} when the text is no such report
 */
export function readReport(text: string): TestTotals {
  const report: unknown = JSON.parse(text);
  if (!isReport(report)) throw new Error("The report is not one of Vitest.");
  const brokenFiles = report.testResults.filter(
    (file) =>
      file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

const counts = ["numPassedTests", "numFailedTests", "numPendingTests", "numTodoTests"] as const;

function isReport(value: unknown): value is Report {
  if (typeof value !== "object" || value === null) return false;
  const report: Partial<Record<keyof Report, unknown>> = value;
  return (
    counts.every((name) => Number.isInteger(report[name])) && Array.isArray(report.testResults)
  );
}
