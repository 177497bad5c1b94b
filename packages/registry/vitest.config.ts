import { join } from "node:path";

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const migrations = join(import.meta.dirname, "../database/migrations");

export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./test/wrangler.jsonc" },
      miniflare: {
        bindings: { TEST_MIGRATIONS: await readD1Migrations(migrations) },
      },
    }),
  ],
  test: {
    testTimeout: 30_000,
    include: ["test/**/*.test.ts"],
    setupFiles: ["./test/apply-migrations.ts"],
    // Every test makes its own owners and models; those that count rows must not meet other files at it.
    isolate: false,
    maxWorkers: 1,
  },
}));
