export { createCogServer } from "./cog/server.ts";
export type { CogServer, CogServerOptions } from "./cog/server.ts";
export type {
  ComponentSchemas,
  PredictContext,
  PredictionInput,
  Predictor,
  SchemaObject,
} from "./cog/predictor.ts";
export type { CogPrediction, CogStatus } from "./cog/prediction.ts";
export type { Counters } from "./cog/slots.ts";
export type { WebhookEvent, WebhookPolicy } from "./cog/webhook.ts";
export { createOpenInferenceServer } from "./open-inference/server.ts";
export type { OpenInferenceServer } from "./open-inference/server.ts";
export type { Tensor, TensorDescription, TensorModel } from "./open-inference/tensor-model.ts";
export { createTensorUpscaler } from "./upscaler/create-tensor-upscaler.ts";
export { createUpscaler } from "./upscaler/create-upscaler.ts";
export { readDataUrl } from "./upscaler/data-url.ts";
export { maxOutputPixels, maxSourcePixels, scales } from "./upscaler/limits.ts";
export type { Scale } from "./upscaler/limits.ts";
export type { Picture } from "./upscaler/picture.ts";
export { upscalerSchemas } from "./upscaler/schemas.ts";
export { upscaleDataUrl } from "./upscaler/upscale-data-url.ts";
