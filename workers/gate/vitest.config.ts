import { fileURLToPath } from "node:url";

import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const consume = { maxBatchSize: 100, maxBatchTimeout: 0 };

export default defineConfig({
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
  test: { testTimeout: 30_000, include: ["test/**/*.test.ts"] },
});
