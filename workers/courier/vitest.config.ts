import { join } from "node:path";

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { build } from "esbuild";
import { defineConfig } from "vitest/config";

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
          TEST_MIGRATIONS: await readD1Migrations(migrations),
        },
        workers: [await gateWorker()],
      },
    }),
  ],
  test: { include: ["test/**/*.test.ts"], setupFiles: ["./test/apply-migrations.ts"] },
}));

/** The real gate, which the courier reaches as another Worker. */
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
  return {
    name: "headgate-gate",
    modules: [
      { type: "ESModule" as const, path: "index.js", contents: outputFiles[0]?.text ?? "" },
    ],
    compatibilityDate: "2026-10-01",
    durableObjects: { VersionGate: { className: "VersionGate", useSQLite: true } },
    queueProducers: { EVENTS: "headgate-events", LEASES: "headgate-leases" },
  };
}
