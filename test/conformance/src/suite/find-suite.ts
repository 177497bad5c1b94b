import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const source = "https://github.com/json-schema-org/JSON-Schema-Test-Suite";
/** Of 22 August 2026. */
const commit = "44401e0";
const cloneTimeoutMs = 60_000;

const repository = join(import.meta.dirname, "../../../..");
const clone = join(import.meta.dirname, "../../node_modules/.cache", `suite-${commit}`);

/**
 * The folder of JSON-Schema-Test-Suite: where `$JSON_SCHEMA_TEST_SUITE` says, beside the repository, or
 * a clone that is made once. Null when there is none, after one line that says so.
 */
export async function findSuite(): Promise<string | null> {
  const named = process.env["JSON_SCHEMA_TEST_SUITE"];
  const places = [named, join(repository, "../shared/json-schema-test-suite"), clone];
  const found = places.find((place) => place !== undefined && isSuite(place));
  if (found !== undefined) return found;
  try {
    await cloneSuite(source, clone);
    return clone;
  } catch {
    console.warn(
      `Skips JSON-Schema-Test-Suite: it is not at $JSON_SCHEMA_TEST_SUITE, and ${source} could not be cloned.`,
    );
    return null;
  }
}

/** The commit alone cannot be asked for by its short name: the newest history without its files can. */
async function cloneSuite(from: string, to: string): Promise<void> {
  const deadline = AbortSignal.timeout(cloneTimeoutMs);
  await mkdir(dirname(to), { recursive: true });
  const work = await mkdtemp(`${to}-`);
  // Asks for no password: whoever runs the tests may sit at a terminal.
  const options = { signal: deadline, env: { ...process.env, GIT_TERMINAL_PROMPT: "0" } };
  try {
    const only = ["--filter=blob:none", "--shallow-since=2026-08-01", "--no-checkout"];
    await run("git", ["clone", "--quiet", ...only, from, work], options);
    await run("git", ["-C", work, "checkout", "--quiet", commit], options);
    await rename(work, to);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
}

function isSuite(folder: string): boolean {
  return existsSync(join(folder, "tests/draft2020-12"));
}
