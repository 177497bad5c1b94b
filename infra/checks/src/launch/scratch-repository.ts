import { spawn, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

import { workspaceRoot } from "../workspace-root.ts";

export interface Ending {
  exitCode: number | null;
  output: string;
}

/** A folder with the real launcher, a program to launch, and an `npx` that installs only Node. */
export interface ScratchRepository {
  path: string;
  write: (file: string, text: string) => void;
  /** How often `npx` was asked to install. */
  countInstalls: () => number;
  launch: (...args: string[]) => ChildProcess;
  remove: () => void;
}

const npx = `#!/bin/sh
echo "$@" >> installs.log
[ -f broken ] && { cat broken >&2; exit 1; }
sleep 0.2
mkdir -p node_modules/.bin && ln -sf "${process.execPath}" node_modules/.bin/node
`;

/** Makes one whose `check` command runs `program`, the text of a TypeScript file. */
export function createScratchRepository(program: string): ScratchRepository {
  const path = mkdtempSync(join(tmpdir(), "headgate-launch-"));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  for (const file of ["launch.mjs", "launch"]) {
    cpSync(join(workspaceRoot, "infra/local", file), join(path, "infra/local", file), {
      recursive: true,
    });
  }
  write("package.json", '{ "type": "module", "devDependencies": { "pnpm": "1.2.3" } }');
  write("pnpm-lock.yaml", "first");
  write("pnpm-workspace.yaml", "");
  write("bin/npx", npx);
  chmodSync(join(path, "bin/npx"), 0o755);
  write("infra/checks/src/check-all.ts", program);

  const log = join(path, "installs.log");
  const env = { ...process.env, PATH: join(path, "bin") + delimiter + process.env["PATH"] };
  return {
    path,
    write,
    countInstalls: () =>
      existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").length : 0,
    launch: (...args) =>
      spawn(process.execPath, [join(path, "infra/local/launch.mjs"), ...args], {
        env,
        stdio: ["ignore", "pipe", "pipe"],
      }),
    remove: () => rmSync(path, { recursive: true }),
  };
}

/** Waits for the end of a process, and gives what it printed on both streams. */
export async function readEnding(child: ChildProcess): Promise<Ending> {
  let output = "";
  const append = (chunk: Buffer): void => {
    output += String(chunk);
  };
  child.stdout?.on("data", append);
  child.stderr?.on("data", append);
  return await new Promise((resolve) => {
    child.once("close", (exitCode) => resolve({ exitCode, output }));
  });
}
