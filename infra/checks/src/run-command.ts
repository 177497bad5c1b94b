import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { stripVTControlCharacters } from "node:util";

import { workspaceRoot } from "./workspace-root.ts";

const hasTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
const env = { ...process.env };
// Tools disagree on when a pipe or a CI log takes colours.
if (!process.stdout.isTTY && env["FORCE_COLOR"] === undefined) env["NO_COLOR"] = "1";

/**
 * Runs a tool from node_modules/.bin in the repository's folder, and shows what it prints.
 * Gives its exit code.
 */
export async function streamCommand(command: string, args: string[]): Promise<number> {
  const stdio = ["ignore", "inherit", "inherit"] as const;
  return await waitForExit(spawn(command, args, { cwd: workspaceRoot, env, stdio: [...stdio] }));
}

/** Runs a tool from node_modules/.bin in the repository's folder, and keeps what it prints, plain. */
export async function captureCommand(
  command: string,
  args: string[],
): Promise<{ exitCode: number; output: string }> {
  const stdio = ["ignore", "pipe", "pipe"] as const;
  const child = spawn(command, args, { cwd: workspaceRoot, env, stdio: [...stdio] });
  let output = "";
  const append = (chunk: string): void => {
    output += chunk;
  };
  child.stdout?.setEncoding("utf8").on("data", append);
  child.stderr?.setEncoding("utf8").on("data", append);
  const exitCode = await waitForExit(child);
  return { exitCode, output: stripVTControlCharacters(output) };
}

/**
 * Gives the child's exit code. A stop signal ends this process too, once the child has ended; a
 * terminal tells the child of Ctrl-C itself.
 */
async function waitForExit(child: ChildProcess): Promise<number> {
  let stoppedBy: NodeJS.Signals | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    if (signal !== "SIGINT" || !hasTerminal) child.kill(signal);
    stoppedBy = signal;
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
  process.off("SIGINT", stop).off("SIGTERM", stop);
  if (stoppedBy !== null) process.exit(128 + constants.signals[stoppedBy]);
  return exitCode;
}
