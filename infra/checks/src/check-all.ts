import { captureCommand } from "./run-command.ts";

// Runs every fast check, or those named (`npm run check -- format lint`), cheapest first.
const steps: Readonly<Record<string, readonly [string, ...string[]]>> = {
  format: ["oxfmt", "--check"],
  lockfile: ["node", "infra/checks/src/check-lockfile.ts"],
  migrations: ["node", "infra/checks/src/check-migrations.ts"],
  lint: ["oxlint"],
  unused: ["knip"],
  types: runInPackages("check:types"),
  bindings: runInPackages("check:bindings"),
  bundle: runInPackages("check:bundle"),
};

const named = process.argv.slice(2);
const unknown = named.find((name) => !(name in steps));
if (unknown !== undefined) {
  console.error(`Unknown check "${unknown}": use ${Object.keys(steps).join(", ")}.`);
  process.exit(1);
}

const failed: string[] = [];
for (const [name, [command, ...args]] of Object.entries(steps)) {
  if (named.length > 0 && !named.includes(name)) continue;
  if (process.stdout.isTTY) process.stdout.write(`…      ${name}`);
  const startedAt = performance.now();
  const { exitCode, output } = await captureCommand(command, args);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (process.stdout.isTTY) process.stdout.write("\r");
  console.log(`${exitCode === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (exitCode === 0) continue;
  failed.push(name);
  console.log(output.trimEnd());
}
if (failed.length > 0) {
  console.log(
    `Failed: ${failed.join(", ")}. \`npm run fix\` repairs what can be repaired by itself.`,
  );
  process.exitCode = 1;
}

function runInPackages(task: string): [string, ...string[]] {
  const options = ["--continue=always", "--concurrency=100%", "--output-logs=errors-only"];
  return ["turbo", "run", task, ...options];
}
