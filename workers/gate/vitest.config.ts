import { fileURLToPath } from "node:url";

import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig, defineProject } from "vitest/config";

const consume = { maxBatchSize: 100, maxBatchTimeout: 0 };

/** In workerd, as it runs. */
const objects = defineProject({
  plugins: [
    cloudflareTest({
      // Objects that a test has reset would say so, with a stack each.
      verbose: false,
      wrangler: { configPath: "./wrangler.jsonc" },
      miniflare: {
        serviceBindings: { RECORDER: "recorder" },
        workers: [
          {
            name: "recorder",
            modules: true,
            scriptPath: fileURLToPath(new URL("./test/recorder.mjs", import.meta.url).href),
            compatibilityDate: "2026-10-01",
            queueConsumers: { "headgate-events": consume, "headgate-leases": consume },
          },
        ],
      },
    }),
  ],
  test: { name: "objects", testTimeout: 30_000, include: ["test/*.test.ts"] },
});

/** In Node, whose SQLite is at hand without a runtime around it. */
const steps = defineProject({
  test: { name: "steps", testTimeout: 60_000, include: ["test/steps/*.test.ts"] },
});

export default defineConfig({ test: { projects: [objects, steps] } });
