import { digest } from "./arrange.ts";

/** What runs, besides image and schemas. */
export const runnable = {
  requirement: { gpu_units: 1, cpu_amount: "500m", memory_amount: "16Gi", accelerator: "l4" },
  timeout: { status_ms: 60_000, run_ms: 90_000 },
  inputs: [
    {
      ...{ name: "input.txt", media_types: ["text/plain", "image/*"] },
      ...{ maximum_size_bytes: 5_242_880, description: "What to read." },
    },
  ],
  outputs: [
    {
      ...{ name: "results.json", media_types: ["application/json"] },
      ...{ maximum_size_bytes: null, description: null },
    },
  ],
  entry_points: { prediction: "predict.py:Predictor" },
  runtime_environment: { python: "3.12", torch: "2.9" },
  weights: [{ name: "esrgan", digest, size_bytes: 900_000 }],
};

/** What is told about a version. */
export const told = {
  tags: ["fast", "upscaling"],
  processing: { minimum_parallel_capacity: 1, maximum_parallel_capacity: 3 },
  routing: {
    ...{ when_full: "reject", max_queued: 7, queue_timeout_s: 60, cost: "2.0" },
    ...{ output_check: "fail", shards: 2 },
    retry: {
      ...{ max_attempts: 2, initial_delay_s: 0.5, max_delay_s: 5, budget: 0.1 },
      ...{ repeatable: false, on_failure: true },
    },
  },
  statistics: [
    {
      ...{ label: "PSNR", category: "quality", type: "number", description: "On Set14." },
      ...{ value: 28.4, order: 1, highlight: true },
    },
  ],
  sample_input: { image: "https://example.com/boat.png" },
  sample_output: "https://example.com/large.png",
  long_description: "# Upscaler",
  technical_details: "A network.",
  performance_summary: "Good.",
  license: "Apache-2.0",
  notes: "Ask john.",
  metadata: { team: { name: "vision" }, runs: [1, 2] },
  source_type: "Open Source",
};

export const image = {
  registry: "registry.example.com:5000",
  repository: "john/upscaler",
  tag: "v30",
};
export const progress = { size_bytes: 1_000_000, upload_percentage: 100, load_percentage: 12.5 };
