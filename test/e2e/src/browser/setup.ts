import type { TestProject } from "vitest/node";

import { type Browser, installChromium } from "./install-chromium.ts";

declare module "vitest" {
  export interface ProvidedContext {
    chromium: Browser;
  }
}

/** Once for all files, before the first: what cannot be tested here is said in a line. */
export async function setup({ provide }: TestProject): Promise<void> {
  const browser = await installChromium();
  if ("missing" in browser) {
    console.log(`Skipped, with all tests in a browser: ${browser.missing}`);
  }
  provide("chromium", browser);
}
