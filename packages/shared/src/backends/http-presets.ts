import type { HttpPreset, HttpSettings } from "./http-settings.ts";

type Preset = Omit<HttpSettings, "preset">;

/** RunPod's serverless endpoints; the backend's URL ends in the endpoint's id: `…/v2/{endpoint}`. */
const runpod: Preset = {
  path: "/run",
  body: { input: { $from: "/input" } },
  result: "/output",
  error: "/error",
  predict_ms: "/executionTime",
  ready: { path: "/health" },
  queue: {
    id: "/id",
    state: "/status",
    status_path: "/status/{remote_id}",
    succeeded: ["COMPLETED"],
    failed: ["FAILED", "TIMED_OUT"],
    canceled: ["CANCELLED"],
    cancel: { method: "POST", path: "/cancel/{remote_id}" },
  },
};

export const httpPresetMappings: Readonly<Record<HttpPreset, Preset>> = {
  json: { path: "/predict", error: "/detail", ready: { path: "/health" } },
  // Version 1 of Modzy's container routes: folders that container and caller both see, no values. It has no cancelling: `/shutdown` ends
  // the server, which is for who runs the container to call.
  modzy: {
    path: "/run",
    body: { type: "file", input: { $from: "/input/input" }, output: { $from: "/input/output" } },
    error: "/message",
    ready: { path: "/status" },
  },
  runpod,
  // Waits a while by itself, and answers like `/status` from then on.
  "runpod-sync": { ...runpod, path: "/runsync" },
  // The server inside a Truss. It takes any name for its one model.
  truss: {
    path: "/v1/models/model:predict",
    error: "/error",
    ready: { path: "/v1/models/model" },
  },
  // The hosted side: the backend's URL ends in the environment, `…/production`. No route tells whether it is ready without waking it.
  baseten: { path: "/predict", error: "/error", ready: null },
  sagemaker: { path: "/invocations", error: "/message", ready: { path: "/ping" } },
  "tensorflow-serving": {
    path: "/v1/models/{model}:predict",
    result: "/predictions",
    error: "/error",
    ready: {
      path: "/v1/models/{model}",
      pointer: "/model_version_status/0/state",
      value: "AVAILABLE",
    },
  },
};
