export { createApiClient, type ApiClient } from "./api-client.ts";
export { readWorkers, type RuntimeWorkers } from "./read-workers.ts";
export { startRuntime, type Runtime, type RuntimeOptions } from "./runtime.ts";
export { demoOwner, seedOwner } from "./seed-owner.ts";
