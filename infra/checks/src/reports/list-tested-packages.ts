import { join } from "node:path";

import { captureCommand } from "../run-command.ts";
import { workspaceRoot } from "../workspace-root.ts";

export interface TestedPackage {
  name: string;
  /** Where its test run leaves Vitest's JSON report. */
  reportPath: string;
}

/** The report's place in each package, which turbo.json keeps in the cache with the result. */
export const reportFile = ".reports/test.json";

/** The packages that have a `test` script, among those that the filters select. */
export async function listTestedPackages(filters: string[]): Promise<TestedPackage[]> {
  const { exitCode, output } = await captureCommand("turbo", [
    "run",
    "test",
    "--only",
    "--dry-run=json",
    ...filters,
  ]);
  if (exitCode !== 0) throw new Error(output.trim());
  const plan: unknown = JSON.parse(output.slice(output.indexOf("{")));
  return readTasks(plan)
    .filter((task) => task.command !== "<NONEXISTENT>")
    .map((task) => ({
      name: task.package,
      reportPath: join(workspaceRoot, task.directory, reportFile),
    }));
}

interface Task {
  package: string;
  directory: string;
  command: string;
}

function readTasks(plan: unknown): Task[] {
  if (typeof plan !== "object" || plan === null || !("tasks" in plan)) return [];
  return Array.isArray(plan.tasks) ? plan.tasks.filter(isTask) : [];
}

function isTask(value: unknown): value is Task {
  if (typeof value !== "object" || value === null) return false;
  const task: Partial<Record<keyof Task, unknown>> = value;
  return [task.package, task.directory, task.command].every((field) => typeof field === "string");
}
