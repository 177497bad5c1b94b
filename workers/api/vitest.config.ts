import { join } from "node:path";

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { build } from "esbuild";
import { defineConfig } from "vitest/config";

const migrations = join(import.meta.dirname, "../../packages/database/migrations");

// wrangler.jsonc requires it.
process.env["CALLBACK_SECRET"] = "the secret of the tests, long enough for an HMAC";

export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.jsonc" },
      miniflare: {
        bindings: { TEST_MIGRATIONS: await readD1Migrations(migrations) },
        workers: [await gateWorker()],
      },
    }),
  ],
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["./test/apply-migrations.ts"],
    // One of the files does nothing but wait for a renewal.
    maxWorkers: 3,
    // Every test makes its own owner, model and backend: the files can share a runtime.
    isolate: false,
  },
}));

/** The real gate, which the api Worker reaches as another Worker. Bundled as wrangler does. */
async function gateWorker() {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../gate/src/index.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    logLevel: "silent",
  });
  const contents = outputFiles.map(({ text }) => text).join("");
  return {
    name: "headgate-gate",
    modules: [{ type: "ESModule" as const, path: "index.js", contents }],
    compatibilityDate: "2026-10-01",
    durableObjects: { VersionGate: { className: "VersionGate", useSQLite: true } },
    queueProducers: { EVENTS: "headgate-events", LEASES: "headgate-leases" },
  };
}
