export {
  adapterFor,
  type BackendAdapter,
  type BackendDescription,
  type BackendHealth,
  type BackendPlace,
  type BackendResult,
  type StreamCall,
  type Submission,
} from "./adapter.ts";
export { parseJson, readText } from "./body.ts";
export { parseCogPrediction, type CogPrediction } from "./cog/cog-prediction.ts";
export { type Detection, detectBackend } from "./detect-backend.ts";
export { maxResultBytes } from "./submission.ts";
