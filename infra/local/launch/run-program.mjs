import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, join } from "node:path";

const parentPollMs = 250;

/** No tool reports its use, asks for a newer version of itself or writes logs into the home folder. */
const quiet = {
  DO_NOT_TRACK: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_WRITE_LOGS: "false",
};

/**
 * Runs an installed tool, Node among them, with the others first on PATH.
 *
 * @param {string} root the repository's folder, which is also the working directory
 * @param {string[]} command the tool and its arguments
 * @returns {Promise<number>} the exit code; 128 and the signal's number when a signal ended it
 */
export function runProgram(root, [tool, ...args]) {
  const bin = join(root, "node_modules", ".bin");
  const env = { ...process.env, ...quiet, PATH: bin + delimiter + process.env.PATH };
  const child = spawn(join(bin, tool), args, { cwd: root, env, stdio: "inherit" });
  forwardSignals(child);
  stopWithNpm(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/**
 * A terminal sends Ctrl-C to this process and to the child, and npm passes it on to this process
 * once more: there it is only survived. Without a terminal nobody else tells the child.
 */
function forwardSignals(child) {
  const { stdin, stdout, stderr } = process;
  const hasTerminal = [stdin, stdout, stderr].some((stream) => stream.isTTY);
  let isInterrupted = false;
  process.on("SIGINT", () => {
    if (!hasTerminal && !isInterrupted) child.kill("SIGINT");
    isInterrupted = true;
  });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGHUP"));
}

/** Ends the program when npm was killed before it could pass a signal on. */
function stopWithNpm(child) {
  // Who runs this file without npm, under nohup say, may mean it to outlive its parent.
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill("SIGTERM");
  }, parentPollMs);
  timer.unref();
}
