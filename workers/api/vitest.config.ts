import { join } from "node:path";

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

import { readWorkerOptions } from "@headgate/bundles";

const migrations = join(import.meta.dirname, "../../packages/database/migrations");

// wrangler.jsonc requires them.
process.env["CALLBACK_SECRET"] = "the secret of the tests, long enough for an HMAC";
process.env["ENCRYPTION_SECRET"] = "another secret of the tests, long enough for a key";

export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.jsonc" },
      miniflare: {
        bindings: { TEST_MIGRATIONS: await readD1Migrations(migrations) },
        workers: [
          await readWorkerOptions("compiler"),
          await readWorkerOptions("gate"),
          await readWorkerOptions("stream"),
        ],
      },
    }),
  ],
  test: {
    testTimeout: 30_000,
    include: ["test/**/*.test.ts"],
    setupFiles: ["./test/apply-migrations.ts"],
    // One of the files does nothing but wait for a renewal.
    maxWorkers: 3,
    // Every test makes its own owner, model and backend: the files can share a runtime.
    isolate: false,
  },
}));
