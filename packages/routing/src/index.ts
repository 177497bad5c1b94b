export * from "./scheduler/index.ts";
export * from "./adapters/index.ts";
export { backoffMs, type Backoff } from "./backoff.ts";
export { CallbackUrls } from "./callbacks/callback-urls.ts";
export { type Listener, readListeners } from "./callbacks/listeners.ts";
export { advanceStream, tellCallback, type Told } from "./callbacks/tell-callback.ts";
export { callerLeft, canceled } from "./dispatch/canceled.ts";
export { cancelLease } from "./dispatch/cancel-lease.ts";
export { BackendFetch } from "./dispatch/backend-fetch.ts";
export type { Carrier } from "./dispatch/carrier.ts";
export { completeLease, type Ending, endingOf, referenceOf } from "./dispatch/complete-lease.ts";
export { dispatchLeases, inputGone } from "./dispatch/dispatch-leases.ts";
export { sendEvents } from "./dispatch/send-events.ts";
export { sendExecution } from "./dispatch/send-execution.ts";
export { factsOf } from "./dispatch/facts-of.ts";
export { openGate, openVersionGate, type GateStub } from "./dispatch/open-gate.ts";
export { FileUrls } from "./files/file-urls.ts";
export { hearGate, type Hearing } from "./gates/hear-gate.ts";
export { repeatOnce } from "./gates/repeat-once.ts";
export { openSturdyGate, sturdy } from "./gates/sturdy-gate.ts";
export { type HeldLease, type Holder, holdLease } from "./holding/hold-lease.ts";
export { type Run, type RunEnd, runLease } from "./holding/run-lease.ts";
export * from "./images/index.ts";
export { networkOf } from "./limits/network-of.ts";
export { type Quota, RateLimiter } from "./limits/rate-limiter.ts";
export {
  fileKey,
  inputKey,
  maxInlineBytes,
  outputKey,
  payloadPrefix,
  PayloadStore,
  predictionIdOf,
  type PayloadBucket,
} from "./payloads/payload-store.ts";
export { eraser } from "./predictions/eraser.ts";
export { chunksOf } from "./streams/chunks-of.ts";
export { finishStream } from "./streams/finish-stream.ts";
export { openTelling, type Telling } from "./streams/open-telling.ts";
export { openStream, type StreamStub } from "./streams/open-stream.ts";
export { lastIdOf, newerThan } from "./streams/batch.ts";
export { progressIn } from "./streams/progress-in.ts";
export { StreamUrls, streamUrl } from "./streams/stream-urls.ts";
export { StreamWriter } from "./streams/stream-writer.ts";
export { SturdyStream } from "./streams/sturdy-stream.ts";
export { pathOf, type PredictionUrls, predictionUrls } from "./predictions/prediction-urls.ts";
export * from "./shards/index.ts";
export { traceIdOf } from "./predictions/trace-id-of.ts";
export { readTexts } from "./predictions/read-texts.ts";
export {
  renderPrediction,
  toPrediction,
  toTraining,
  type PredictionSummary,
  type PredictionTexts,
} from "./predictions/render-prediction.ts";
export {
  announceProgress,
  type Progress,
  type ProgressCarrier,
  progressKey,
  type ProgressSubject,
  wantsProgress,
} from "./webhooks/announce-progress.ts";
export {
  progressEveryMs,
  ProgressWriter,
  type ProgressWriterOptions,
} from "./webhooks/progress-writer.ts";
