import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

import { describe, onTestFinished, test } from "vitest";

import {
  createScratchRepository,
  type Ending,
  readEnding,
  type ScratchRepository,
} from "./scratch-repository.ts";

const printArguments = 'console.log("ran", ...process.argv.slice(2)); process.exitCode = 3;';

function open(program: string = printArguments): ScratchRepository {
  const repository = createScratchRepository(program);
  onTestFinished(repository.remove);
  return repository;
}

async function run(repository: ScratchRepository, ...args: string[]): Promise<Ending> {
  return await readEnding(repository.launch(...args));
}

describe("launching", () => {
  test("passes the arguments on, and the exit code back", async ({ expect }) => {
    const { exitCode, output } = await run(open(), "check", "lint", "--fix");
    expect(output).toContain("ran lint --fix");
    expect(exitCode).toBe(3);
  });

  test("installs again only when the lockfile changed", async ({ expect }) => {
    const repository = open();
    await run(repository, "check");
    await run(repository, "check");
    expect(repository.countInstalls()).toBe(1);
    repository.write("pnpm-lock.yaml", "second");
    await run(repository, "check");
    expect(repository.countInstalls()).toBe(2);
  });

  test("installs again when the installed Node is gone", async ({ expect }) => {
    const repository = open();
    await run(repository, "check");
    rmSync(join(repository.path, "node_modules/.bin/node"));
    expect((await run(repository, "check")).output).toContain("ran");
  });

  test("installs once when several start at the same time", async ({ expect }) => {
    const repository = open();
    const endings = await Promise.all([1, 2, 3].map(() => run(repository, "check")));
    expect(endings.map(({ exitCode }) => exitCode)).toEqual([3, 3, 3]);
    expect(repository.countInstalls()).toBe(1);
  });

  test("takes over the lock of a process that died", async ({ expect }) => {
    const dead = spawn(process.execPath, ["--version"]);
    await once(dead, "close");
    const repository = open();
    repository.write(".headgate-install.lock", String(dead.pid));
    expect((await run(repository, "check")).output).toContain("ran");
    expect(existsSync(join(repository.path, ".headgate-install.lock"))).toBe(false);
  });

  test("gives the program Ctrl-C once, and waits for its end", async ({ expect }) => {
    const repository = open(`
      process.on("SIGINT", () => {
        console.log("stopping");
        setTimeout(() => process.exit(5), 100);
      });
      setInterval(() => {}, 1_000);
      console.log("ready");
    `);
    const child = repository.launch("check");
    const ending = readEnding(child);
    const isReady = new Promise<void>((resolve) => {
      child.stdout?.on("data", (chunk) => String(chunk).includes("ready") && resolve());
    });
    await isReady;
    child.kill("SIGINT");
    child.kill("SIGINT");
    const { exitCode, output } = await ending;
    expect(output.match(/stopping/g)).toHaveLength(1);
    expect(exitCode).toBe(5);
  });
});

describe("launching refuses", () => {
  test("an unknown command, and names the known ones", async ({ expect }) => {
    const { exitCode, output } = await run(open(), "begin");
    expect(output).toContain("use start, test, bench, chaos, check");
    expect(exitCode).toBe(1);
  });

  test("to run when the install failed, and says what to do", async ({ expect }) => {
    const repository = open();
    repository.write("broken", "npm error network ECONNREFUSED\n");
    const { exitCode, output } = await run(repository, "check");
    expect(output).toContain("npm error network ECONNREFUSED");
    expect(output.trim().split("\n").at(-1)).toContain("cannot be reached: check the network");
    expect(output).not.toContain("ran");
    expect(exitCode).toBe(1);

    rmSync(join(repository.path, "broken"));
    expect((await run(repository, "check")).output).toContain("ran");
  });

  test("to install on after Ctrl-C", async ({ expect }) => {
    const repository = open();
    const child = repository.launch("check");
    const ending = readEnding(child);
    await new Promise((resolve) => child.stderr?.once("data", resolve));
    child.kill("SIGINT");
    const { exitCode, output } = await ending;
    expect(output).toContain("The install was stopped");
    expect(exitCode).toBe(130);
  });
});
