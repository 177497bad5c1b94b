import { readFileSync, rmSync } from "node:fs";

import {
  listTestedPackages,
  reportFile,
  type TestedPackage,
} from "./reports/list-tested-packages.ts";
import { readReport } from "./reports/read-report.ts";
import { formatTotals, sumTotals, type TestTotals } from "./reports/test-totals.ts";
import { streamCommand } from "./run-command.ts";

// Runs the tests of all packages, or of those named (`npm test -- shared gate`), and sums them up.
const concurrency = 2;
const names = process.argv.slice(2);
const filters = names.map((name) => `--filter=@headgate/${name}`);

const packages = await listTestedPackages(filters).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
for (const { reportPath } of packages) rmSync(reportPath, { force: true });

const exitCode = await streamCommand("turbo", [
  "run",
  "test",
  ...filters,
  ...(names.length > 0 ? ["--only"] : []),
  "--continue=always",
  `--concurrency=${concurrency}`,
  "--log-order=stream",
  "--",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${reportFile}`,
]);

const sum = sumTotals(packages.map(readTotals));
if (exitCode !== 0 && sum.failed === 0) {
  console.error("A test run failed outside of its tests, which counts as one failed test.");
  sum.failed = 1;
}
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;
console.log(formatTotals(sum));

function readTotals({ name, reportPath }: TestedPackage): TestTotals {
  try {
    const totals = readReport(readFileSync(reportPath, "utf8"));
    console.log(`${name}: ${formatTotals(totals)}`);
    return totals;
  } catch {
    // Killed before or while it wrote the report: Vitest writes it last.
    console.error(`${name}: its tests did not run to the end, which counts as one failed test.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
