import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, test } from "vitest";

import { mutants } from "./mutants.ts";

const run = promisify(execFile);
const main = fileURLToPath(new URL("main.ts", import.meta.url).href);
const mutate = fileURLToPath(new URL("mutate.ts", import.meta.url).href);

/** Plays in a process of its own, on the code as it is or with a mistake in it. */
function play(steps: number, mutant?: string): Promise<{ stdout: string }> {
  const hooks = mutant === undefined ? [] : ["--import", mutate];
  return run(process.execPath, [...hooks, main, "--steps", String(steps)], {
    env: { ...process.env, MUTANT: mutant },
  });
}

test("60,000 random steps over-admit nobody, lose no slot and end everything once, in order", async ({
  expect,
}) => {
  const { stdout } = await play(60_000);
  expect(stdout).toContain('"complete completed"');
}, 120_000);

describe("a gate that", () => {
  test.for(mutants)("$name is found out", async ({ name }, { expect }) => {
    await expect(play(50_000, name)).rejects.toMatchObject({ code: 1 });
  });
});
