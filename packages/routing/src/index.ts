export * from "./scheduler/index.ts";
export { backoffMs, type Backoff } from "./backoff.ts";
