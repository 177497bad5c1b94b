import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

import type { Scale } from "./limits.ts";

/** Where `@upscalerjs/esrgan-slim` keeps the network of a scale: `model.json` and its weights. */
export function modelFolder(scale: Scale): string {
  const path = findPackageJSON("@upscalerjs/esrgan-slim", import.meta.url);
  if (path === undefined) {
    throw new Error("package @upscalerjs/esrgan-slim is not installed: run pnpm install");
  }
  return join(dirname(path), "models", `x${scale}`);
}
