import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Kept between runs, as whatever else is installed. */
const cache = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));
const packageName = "docker-registry";
const timeoutMs = 60_000;

export type Installation = { path: string } | { missing: string };

/**
 * The program of Debian's `docker-registry`: as the machine has it, or fetched with apt and unpacked into this folder's cache. The package
 * itself is not installed, so that no service starts and no root is needed, but for the list of packages where there is none.
 */
export async function installRegistry(): Promise<Installation> {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const kept = join(cache, packageName, "usr/bin");
  for (const folder of [...folders, kept]) {
    if (await isProgram(join(folder, packageName))) return { path: join(folder, packageName) };
  }
  try {
    await download();
    return { path: join(kept, packageName) };
  } catch (error) {
    const [reason = ""] = String(error).split("\n");
    return { missing: `the program ${packageName}, which apt could not fetch: ${reason}` };
  }
}

async function download(): Promise<void> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "download-"));
  const fetchPackage = (): Promise<unknown> =>
    run("apt-get", ["download", packageName], { cwd: folder, timeout: timeoutMs });
  try {
    await fetchPackage().catch(async () => {
      await run("apt-get", ["update"], { timeout: timeoutMs });
      await fetchPackage();
    });
    const [archive = ""] = await readdir(folder);
    await run("dpkg-deb", ["--extract", archive, "content"], { cwd: folder, timeout: timeoutMs });
    await rename(join(folder, "content"), join(cache, packageName));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
