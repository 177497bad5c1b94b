import { spawn } from "node:child_process";

import { workspaceRoot } from "./workspace-root.ts";

export interface CommandResult {
  exitCode: number;
  /** What it printed, both streams; empty when it printed straight to ours. */
  output: string;
}

/** Runs a tool from node_modules/.bin in the repository's folder, and shows what it prints as it comes. */
export async function streamCommand(command: string, args: string[]): Promise<CommandResult> {
  const child = spawn(command, args, {
    cwd: workspaceRoot,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ exitCode: code ?? 1, output: "" }));
  });
}

/** Runs a tool from node_modules/.bin in the repository's folder, and keeps what it prints. */
export async function captureCommand(command: string, args: string[]): Promise<CommandResult> {
  const child = spawn(command, args, { cwd: workspaceRoot, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const append = (chunk: string): void => {
    output += chunk;
  };
  child.stdout.setEncoding("utf8").on("data", append);
  child.stderr.setEncoding("utf8").on("data", append);
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ exitCode: code ?? 1, output }));
  });
}
