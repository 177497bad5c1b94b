import { build, type BuildOptions } from "esbuild";

/** The Worker at `entry` as one module, as wrangler bundles it. */
export async function bundleWorker(entry: string): Promise<string> {
  const { outputFiles } = await build({ ...optionsOf(entry), write: false });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`nothing came of bundling ${entry}`);
  return output.text;
}

/** The files that the bundle has anything of, as paths with forward slashes. */
export async function listBundledFiles(entry: string): Promise<string[]> {
  const { metafile } = await build({ ...optionsOf(entry), write: false, metafile: true });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
}

function optionsOf(entry: string): BuildOptions {
  return {
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    logLevel: "silent",
  };
}
