import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { describe, test } from "vitest";
import type { TestContext } from "vitest";

import { echo } from "./predictors.ts";
import { call, serve } from "./serve.ts";

const entry = fileURLToPath(new URL("../src/main.ts", import.meta.url));

interface Started {
  child: ChildProcess;
  stderr: Promise<string>;
  /** Resolves to the first line of standard output. */
  line: Promise<string>;
  /** Resolves to the exit code, or the signal that ended the process. */
  exit: Promise<unknown>;
}

function start(onTestFinished: TestContext["onTestFinished"], args: string[]): Started {
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return {
    child,
    stderr: child.stderr === null ? Promise.resolve("") : text(child.stderr),
    line: once(child.stdout ?? child, "data").then(([data]) => String(data)),
    exit: once(child, "exit").then(([code, signal]: unknown[]) => code ?? signal),
  };
}

describe("the demo backend as a process", () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    test(`prints one line when it is ready and exits cleanly at ${signal}`, async ({
      expect,
      onTestFinished,
    }) => {
      const args = ["--port", "0", "--capacity", "2"];
      const { child, line, exit, stderr } = start(onTestFinished, args);

      expect(await line).toMatch(/^demo backend ready at http:\/\/127\.0\.0\.1:\d+, capacity 2\n$/);
      const url = (await line).match(/http:[^,]+/)?.[0] ?? "";
      expect(await call(`${url}/health-check`, { method: "GET" })).toMatchObject({
        body: { status: "READY" },
      });
      child.kill(signal);
      expect(await exit).toBe(0);
      expect(await stderr).toBe("");
    });
  }

  test("speaks the Open Inference Protocol where it is told to", async ({
    expect,
    onTestFinished,
  }) => {
    const args = ["--port", "0", "--protocol", "open-inference"];
    const { child, line, exit } = start(onTestFinished, args);

    const url = (await line).match(/http:[^,]+/)?.[0] ?? "";
    const model = `${url}/v2/models/esrgan-slim-x2`;
    expect(await call(`${model}/ready`, { method: "GET" })).toMatchObject({
      body: { ready: true },
    });
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
  });

  test("exits when the parent that forked it is gone", async ({ expect, onTestFinished }) => {
    const { child, line, exit } = start(onTestFinished, ["--port", "0"]);

    await line;
    child.disconnect();
    expect(await exit).toBe(0);
  });

  test("says in one sentence that its port is taken", async ({ expect, onTestFinished }) => {
    const { url } = await serve(onTestFinished, { predictor: echo });
    const { exit, stderr } = start(onTestFinished, ["--port", new URL(url).port]);

    expect(await exit).toBe(1);
    expect(await stderr).toMatch(/^demo backend: .*EADDRINUSE.*\n$/);
  });

  test("names a setting that it cannot use", async ({ expect, onTestFinished }) => {
    const { exit, stderr } = start(onTestFinished, ["--capacity", "none"]);

    expect(await exit).toBe(1);
    expect(await stderr).toBe(
      'demo backend: --capacity must be a whole number from 1 to 64, not "none"\n',
    );
  });
});
