import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { showProgress } from "./show-progress.mjs";

/**
 * Installs what pnpm-lock.yaml says, with the pinned pnpm, and shows people that it goes on.
 *
 * @param {string} root the repository's folder
 * @returns {Promise<{ exitCode: number, signal: string | null, output: string }>} `output` is what
 *   npx and pnpm printed; `exitCode` is not 0 when the install failed or was interrupted
 */
export async function runPnpm(root) {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const args = ["-y", `pnpm@${devDependencies.pnpm}`, "install", "--frozen-lockfile"];
  // CI keeps pnpm from asking whether it may replace a node_modules that does not fit.
  const env = { ...process.env, CI: "true", npm_config_update_notifier: "false" };
  const child = spawn("npx", args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const ending = collect(child);
  const progress = showProgress("Installing packages");
  const result = await ending;
  progress.end(result.exitCode === 0 ? "done" : "failed");
  return result;
}

function collect(child) {
  let output = "";
  const append = (chunk) => (output += chunk);
  child.stdout.setEncoding("utf8").on("data", append);
  child.stderr.setEncoding("utf8").on("data", append);

  let signal = null;
  const stop = (name) => {
    signal = name;
    child.kill("SIGTERM");
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const name of signals) process.on(name, stop);
  return new Promise((resolve) => {
    const finish = (exitCode) => {
      for (const name of signals) process.off(name, stop);
      resolve({ exitCode, signal, output });
    };
    child.once("error", (error) => {
      output += error.message;
      finish(1);
    });
    child.once("close", (code) => finish(signal === null ? (code ?? 1) : 1));
  });
}
