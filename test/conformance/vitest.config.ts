import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

import { serveSuite } from "./src/suite/serve-suite.ts";

export default defineConfig({
  // A dependency's source maps lead nowhere.
  logLevel: "error",
  test: {
    projects: [
      {
        plugins: [serveSuite(), cloudflareTest({ miniflare: { compatibilityDate: "2026-10-01" } })],
        test: {
          name: "workerd",
          globalSetup: ["./src/stop-hanging-runs.ts"],
          include: ["src/{suite,hostile}/**/*.test.ts"],
          // What is wrong here hangs.
          testTimeout: 10_000,
          isolate: false,
        },
      },
      {
        test: {
          name: "node",
          include: ["src/fuzz/**/*.test.ts"],
          testTimeout: 600_000,
        },
      },
    ],
  },
});
