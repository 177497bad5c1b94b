import type { BackendAdapter } from "../adapter.ts";
import { exchange } from "../exchange.ts";
import { describeOpenInference } from "./describe.ts";
import { infer } from "./infer.ts";
import { askOpenInferenceHealth } from "./open-inference-health.ts";

/**
 * The REST side of the Open Inference Protocol (v2) of Triton, KServe, MLServer and others, with a face of plain JSON: input and output
 * are objects with one property a tensor. The protocol neither streams nor cancels.
 * https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md
 */
export function openInferenceAdapter(fetcher: typeof fetch): BackendAdapter {
  return {
    submit: null,
    predict: (call) => exchange(() => infer(fetcher, call)),
    stream: (call) => exchange(() => infer(fetcher, call)),
    cancel: async () => "unknown",
    health: (backend) => askOpenInferenceHealth(fetcher, backend),
    describe: (backend) => describeOpenInference(fetcher, backend),
  };
}
