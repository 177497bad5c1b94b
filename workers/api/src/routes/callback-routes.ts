import * as wire from "@headgate/shared/wire";

import type { Operation } from "../http/operation.ts";
import { param } from "../http/route-request.ts";
import { receiveCallback } from "../predictions/receive-callback.ts";

const received = wire.wireObject("CallbackReceived", {
  outcome: {
    enum: ["completed", "ignored"],
    description: "`ignored`: it came late or twice, and changed nothing.",
  },
});

const cogPrediction = {
  schema: {
    type: "object",
    description: "A prediction as Cog posts it to its webhook.",
    required: ["status"],
    properties: {
      status: { enum: ["starting", "processing", "succeeded", "failed", "canceled"] },
      output: {},
      error: {},
      logs: { type: ["string", "null"] },
      metrics: { type: "object" },
    },
  },
};

export const callbackRoutes: Operation[] = [
  {
    id: "receiveCallback",
    method: "POST",
    path: "/v1/callbacks/:id/:epoch/:token",
    tag: "Callbacks",
    summary: "A backend tells how a prediction goes on",
    description: "Each dispatch names its own URL, which is good for that prediction only.",
    scope: null,
    body: cogPrediction,
    answers: {
      200: { description: "Stored.", body: wire.orNull(received) },
    },
    refusals: ["unavailable"],
    handle: (request, api) =>
      receiveCallback(api, {
        id: param(request, "id"),
        epoch: param(request, "epoch"),
        token: param(request, "token"),
      }),
  },
];
