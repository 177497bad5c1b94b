export { type Answer, type Client, isEnded, take } from "./client.ts";
export { eventually } from "./eventually.ts";
export { predictAndHangUp } from "./hang-up.ts";
export { type KillableSystem, startKillableSystem } from "./killable-system.ts";
export { createModel, versionBody } from "./publish.ts";
export { readGates } from "./read-gate.ts";
export { receiveWebhooks, type Received, type Sink } from "./receive-webhooks.ts";
