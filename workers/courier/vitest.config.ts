import { join } from "node:path";

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

import { readWorkerOptions } from "@headgate/bundles";

const migrations = join(import.meta.dirname, "../../packages/database/migrations");

export default defineConfig(async () => ({
  // A dependency's source maps lead nowhere.
  logLevel: "error" as const,
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.jsonc" },
      miniflare: {
        bindings: {
          CALLBACK_SECRET: "secret of the tests, long enough for an HMAC",
          ENCRYPTION_SECRET: "another secret of the tests, long enough for a key",
          TEST_MIGRATIONS: await readD1Migrations(migrations),
        },
        workers: [await readWorkerOptions("gate"), await readWorkerOptions("stream")],
      },
    }),
  ],
  test: {
    testTimeout: 30_000,
    include: ["test/**/*.test.ts"],
    setupFiles: ["./test/apply-migrations.ts"],
  },
}));
