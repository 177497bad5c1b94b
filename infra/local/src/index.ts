export { createApiClient, type ApiClient } from "./api-client.ts";
export { bundleWorker } from "./bundle-worker.ts";
export { startRuntime, type Runtime, type RuntimeOptions } from "./runtime.ts";
export { demoOwner, seedOwner } from "./seed-owner.ts";
