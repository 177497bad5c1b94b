import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, test } from "vitest";

import type { Summary } from "../src/index.ts";
import { ArgumentError, readArguments } from "../src/read-arguments.ts";

const program = fileURLToPath(new URL("../src/main.ts", import.meta.url));

interface Run {
  code: number;
  out: string;
  err: string;
}

function run(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

describe("headgate-simulate", () => {
  test("tells what it takes", async ({ expect }) => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    expect(out).toContain("--backends LIST");
  });

  test("makes a load up and says what became of it", async ({ expect }) => {
    const { code, out } = await run("--rate", "5", "--run", "400ms", "--backends", "gpu=2");
    expect(code).toBe(0);
    expect(out).toMatch(/^predictions {3}\d+: \d+ succeeded, 0 refused, 0 expired$/m);
    expect(out).toMatch(/^gpu {11}\d+\.\d %$/m);
  });

  test("answers what another GPU would do to the load of a file", async ({
    expect,
    onTestFinished,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), "headgate-simulate-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const trace = join(folder, "trace.jsonl");
    const created = "2026-11-21T09:30:00.000000Z";
    const lines = [
      { created_at: created, execution_time: "2.000" },
      { created_at: created, execution_time: null },
      { created_at: created, execution_time: "2.000", priority: 0 },
    ];
    await writeFile(trace, lines.map((line) => JSON.stringify(line)).join("\n"));
    const waitsWith = async (backends: string): Promise<number> => {
      const { out } = await run("--trace", trace, "--backends", backends, "--json");
      return (JSON.parse(out) as Summary).waitMs.max;
    };
    expect(await waitsWith("a=1")).toBe(2000);
    expect(await waitsWith("a=1,b=1")).toBe(0);
  });

  test("says what it cannot read, and gives nothing else", async ({ expect }) => {
    const { code, out, err } = await run("--backends", "gpu");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("--backends: gpu is not like id=capacity");
    expect(err).toContain("--help");
  });

  test("says that a file is not there", async ({ expect }) => {
    const { code, err } = await run("--trace", "no-such-file");
    expect(code).toBe(1);
    expect(err).toContain("no such file");
  });
});

describe("its arguments", () => {
  test.for([
    [["--rate", "0"], "--rate takes a number above 0"],
    [["--run", "soon"], "--run takes a time"],
    [["--when-full", "shrug"], "--when-full takes one of queue, reject"],
    [["--max-queued", "-1"], "'--max-queued' argument is ambiguous"],
    [["--max-queued=-1"], "--max-queued takes a whole number"],
    [["--shards", "2"], "--shards 2 is more than there are backends"],
    [["--speed", "2"], "Unknown option '--speed'"],
  ] as const)("refuses %j", ([args, message], { expect }) => {
    expect(() => readArguments([...args])).toThrow(ArgumentError);
    expect(() => readArguments([...args])).toThrow(message);
  });
});
