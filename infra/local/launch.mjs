// What every npm script runs: installs what is missing, then runs the program with the pinned Node.
// It works before anything is installed, so it uses only what Node 20 has built in.
import { fileURLToPath } from "node:url";

import { installWhatIsMissing } from "./launch/install.mjs";
import { runProgram } from "./launch/run-program.mjs";

const programs = {
  start: ["node", "infra/local/src/start.ts"],
  test: ["node", "infra/checks/src/test-all.ts"],
  bench: ["node", "test/bench/src/bench.ts"],
  chaos: ["node", "test/chaos/src/chaos.ts"],
  check: ["node", "infra/checks/src/check-all.ts"],
  fix: ["node", "infra/checks/src/fix-all.ts"],
  types: ["pnpm", "--recursive", "types"],
  simulate: ["node", "infra/simulator/src/main.ts"],
  migrate: ["pnpm", "--filter", "@headgate/database", "migrate"],
};

const root = fileURLToPath(new URL("../../", import.meta.url));
const [name = "", ...args] = process.argv.slice(2);

try {
  const program = programs[name];
  if (program === undefined) {
    throw new Error(`Unknown command "${name}": use ${Object.keys(programs).join(", ")}.`);
  }
  await installWhatIsMissing(root);
  process.exitCode = await runProgram(root, [...program, ...args]);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = error.exitCode ?? 1;
}
