export { bundleWorker } from "@headgate/bundles";

export { createApiClient, type ApiClient } from "./api-client.ts";
export { startRuntime, type Runtime, type RuntimeOptions } from "./runtime.ts";
export { demoOwner, seedOwner } from "./seed-owner.ts";
