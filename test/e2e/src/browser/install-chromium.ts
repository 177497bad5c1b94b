import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const programs = ["chromium", "chromium-browser", "google-chrome"];
const timeoutMs = 300_000;

export type Browser = { path: string } | { missing: string };

/** A Chromium as the machine has it, or, for root on Debian, installed with apt. */
export async function installChromium(): Promise<Browser> {
  const found = await find();
  if (found !== null) return { path: found };
  if (process.getuid?.() !== 0) return { missing: "Chromium, which only root can install" };
  try {
    await run("apt-get", ["update"], { timeout: timeoutMs });
    const options = ["install", "--yes", "--no-install-recommends", "chromium"];
    await run("apt-get", options, { timeout: timeoutMs });
  } catch (error) {
    const [reason = ""] = String(error).split("\n");
    return { missing: `Chromium, which apt could not install: ${reason}` };
  }
  const installed = await find();
  return installed === null ? { missing: "Chromium" } : { path: installed };
}

async function find(): Promise<string | null> {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    for (const program of programs) {
      const path = join(folder, program);
      const isThere = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return path;
    }
  }
  return null;
}
