import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, realpath, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const packageFolder = join(import.meta.dirname, "..");
const programs = join(packageFolder, "../../node_modules/.bin");

export interface Packed {
  tarball: string;
  /** A folder that is no part of the workspace, with the package among its dependencies. */
  consumer: string;
}

/** Builds and packs the package as it would be published, and installs it into a folder of its own. */
export async function packPackage(): Promise<Packed> {
  // The real path, so that what Node tells of files begins with it.
  const folder = await realpath(await mkdtemp(join(tmpdir(), "headgate-shared-")));
  const consumer = join(folder, "consumer");
  const installed = join(consumer, "node_modules/@headgate/shared");
  await mkdir(installed, { recursive: true });
  await run(join(programs, "pnpm"), ["pack", "--pack-destination", folder], { cwd: packageFolder });
  const [file] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  if (file === undefined) throw new Error("pnpm pack left no tarball");
  const tarball = join(folder, file);
  await run("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  await linkDependencies(join(consumer, "node_modules"));
  return { tarball, consumer };
}

async function linkDependencies(to: string): Promise<void> {
  const manifest = join(packageFolder, "package.json");
  const { default: read } = (await import(manifest, { with: { type: "json" } })) as {
    default: { dependencies: Record<string, string> };
  };
  for (const name of Object.keys(read.dependencies)) {
    await mkdir(dirname(join(to, name)), { recursive: true });
    await symlink(await realpath(join(packageFolder, "node_modules", name)), join(to, name));
  }
}
