export { bundleWorker } from "./bundle-worker.ts";
export { readWorkerOptions, type WorkerName } from "./worker-options.ts";
