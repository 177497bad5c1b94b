import type { TestProject } from "vitest/node";

import { type Installation, installRegistry } from "./install-registry.ts";

declare module "vitest" {
  export interface ProvidedContext {
    dockerRegistry: Installation;
  }
}

/** Once for all files, before the first: what cannot be tested here is said in a line. */
export async function setup({ provide }: TestProject): Promise<void> {
  const installation = await installRegistry();
  if ("missing" in installation) {
    console.log(`Skipped, with all tests against a real OCI registry: ${installation.missing}`);
  }
  provide("dockerRegistry", installation);
}
