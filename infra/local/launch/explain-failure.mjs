import { constants } from "node:os";

const shownLines = 20;
const stackLine = /^npm error\s+at /;

/** What the output of npx and pnpm contains, and what the person at the keyboard can do about it. */
const causes = [
  [
    /spawn npx ENOENT/,
    "npx is missing: install npm, which comes with Node, and run the command again.",
  ],
  [/ENOSPC/, "The disk is full: about 2 GB are needed. Free some space and run the command again."],
  [
    /EACCES|EPERM/,
    "A folder cannot be written: check who owns this folder and your npm cache, and run the command again.",
  ],
  [
    /OUTDATED_LOCKFILE|LOCKFILE_CONFIG_MISMATCH/,
    "pnpm-lock.yaml does not fit the package.json files: run `npx pnpm@12 install --no-frozen-lockfile`.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|META_FETCH_FAIL|fetch failed/i,
    "The package registry cannot be reached: check the network or npm's proxy settings, and run the command again.",
  ],
];
const unknownCause =
  "The install failed: the lines above say why. Run the command again once that is solved.";

/**
 * Turns a failed install into an error whose message ends with one sentence on what to do.
 *
 * @param {{ signal: string | null, output: string }} result
 * @returns {Error}
 */
export function explainFailure({ signal, output }) {
  if (signal !== null) {
    const error = new Error(
      "The install was stopped: it continues when you run the command again.",
    );
    return Object.assign(error, { exitCode: 128 + constants.signals[signal] });
  }
  const lines = output
    .trim()
    .split("\n")
    .filter((line) => !stackLine.test(line));
  const advice = causes.find(([pattern]) => pattern.test(output))?.[1] ?? unknownCause;
  return new Error([...lines.slice(-shownLines).map((line) => `  ${line}`), "", advice].join("\n"));
}
