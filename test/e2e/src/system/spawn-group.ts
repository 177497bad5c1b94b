import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

/** A process that leads a group of its own, so that all it starts can be killed with it. */
export interface Group {
  child: ChildProcess;
  /** What it wrote so far. */
  out(): string;
  err(): string;
  /** Resolves when it has written `text`; rejects when it ends before that. */
  says(text: string): Promise<void>;
  /** SIGKILL to every process of the group. */
  kill(): Promise<void>;
}

export interface SpawnOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Another program than Node. */
  program?: string;
}

export function spawnGroup(
  args: string[],
  { env = {}, cwd, program = process.execPath }: SpawnOptions = {},
): Group {
  const child = spawn(program, args, {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (said.out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (said.err += chunk));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    child,
    out: () => said.out,
    err: () => said.err,
    async says(text) {
      while (!said.out.includes(text) && !said.err.includes(text)) {
        if (hasEnded()) throw new Error(`it ended before it said "${text}": ${said.err}`);
        const written = [child.stdout, child.stderr].map((stream) => once(stream, "data"));
        await Promise.race([...written, once(child, "exit")]);
      }
    },
    async kill() {
      if (child.pid !== undefined) killGroup(child.pid);
      if (!hasEnded()) await once(child, "exit");
    },
  };
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    // Nobody of the group lives any more.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
