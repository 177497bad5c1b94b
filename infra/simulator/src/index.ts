export type { Arrival } from "./arrival.ts";
export type { Plan, PlannedBackend } from "./plan.ts";
export { readTrace, TraceError } from "./read-trace.ts";
export { simulate, type Simulation } from "./simulate.ts";
export { summarize, type Quantiles, type Summary } from "./summarize.ts";
export { synthesize, type SyntheticLoad } from "./synthesize.ts";
