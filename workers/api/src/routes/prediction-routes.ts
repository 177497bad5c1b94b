import * as wire from "@headgate/shared/wire";

import type { Operation, Parameter, Parameters } from "../http/operation.ts";
import { param } from "../http/route-request.ts";
import { gives, givesNothing, givesPage, location } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { cancelPrediction } from "../predictions/cancel-prediction.ts";
import { createPrediction } from "../predictions/create-prediction.ts";
import { getPrediction } from "../predictions/get-prediction.ts";
import { listPredictions } from "../predictions/list-predictions.ts";
import { createPredictionBody } from "../predictions/prediction-body.ts";
import { removeOwnData } from "../predictions/remove-own-data.ts";
import { repeatPrediction } from "../predictions/repeat-prediction.ts";
import { referenceInPath } from "../predictions/version-reference.ts";
import { streamPrediction } from "../streams/stream-prediction.ts";
import { modelPath } from "./model-routes.ts";
import { versionPath } from "./version-routes.ts";

const tag = "Predictions";

const prefer: Parameter = {
  description:
    "`wait=N` waits up to N seconds, 60 at most, for the end. `wait` alone waits however long it takes, and the prediction is canceled when the caller leaves.",
  schema: { type: "string", examples: ["wait=10"] },
};
const validateInput: Parameter = {
  description: "`false` passes the input on unchecked.",
  schema: { type: "string", examples: ["false"] },
};

/** Of a signed URL: it may be read from any page. */
const ofSigned = {
  "access-control-allow-origin": {
    description: "`*` where the URL is signed.",
    schema: { type: "string" },
  },
} satisfies Parameters;
const cancelAfter: Parameter = {
  description:
    "How long after its creation the prediction is given up, waiting or running: `90s`, `5m`, `1h30m45s`, or a number of seconds; 5 seconds to 7 days.",
  schema: { type: "string", examples: ["5m"] },
};
const traceparent: Parameter = {
  description: "W3C Trace Context: the prediction goes on in this trace, and so does its backend.",
  schema: {
    type: "string",
    examples: ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"],
  },
};

/** What all three ways of making a prediction have in common. */
export const creation = {
  method: "POST",
  tag,
  scope: "predict",
  headers: { prefer, "validate-input": validateInput, "cancel-after": cancelAfter, traceparent },
  body: createPredictionBody,
  answers: {
    200: {
      description:
        "It has ended; or, for `Accept: text/event-stream`, it is told as it comes, as its stream tells it, and canceled when the caller leaves.",
      body: wire.predictionWithIO,
      otherMediaTypes: { "text/event-stream": { type: "string" } },
      headers: { location },
    },
    202: { description: "It goes on.", body: wire.predictionWithIO, headers: { location } },
  },
  refusals: ["not_found", "conflict", "queue_full", "unavailable"],
  repeat: repeatPrediction,
} as const satisfies Partial<Operation>;

export const predictionRoutes: Operation[] = [
  {
    ...creation,
    id: "createPredictionOfModel",
    path: "/v1/models/:owner/:name/predictions",
    summary: "Predict with a model",
    description: "`name` may carry an alias: `image-upscaler@champion`.",
    refusals: ["conflict", ...creation.refusals],
    handle: (request, api) => createPrediction(api, referenceInPath(modelPath(request))),
  },
  {
    ...creation,
    id: "createPredictionOfVersion",
    path: "/v1/models/:owner/:name/versions/:number/predictions",
    summary: "Predict with one version",
    refusals: ["conflict", ...creation.refusals],
    handle: (request, api) => createPrediction(api, referenceInPath(versionPath(request))),
  },
  {
    ...creation,
    id: "createPrediction",
    path: "/v1/predictions",
    summary: "Predict with the version that the body's `model` means",
    refusals: ["conflict", ...creation.refusals],
    handle: (_, api) => createPrediction(api, null),
  },
  {
    id: "listPredictions",
    method: "GET",
    path: "/v1/predictions",
    tag,
    summary: "The caller's predictions, newest first; a second or two behind",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.prediction),
    handle: (_, api) => listPredictions(api, "prediction"),
  },
  {
    id: "getPrediction",
    method: "GET",
    path: "/v1/predictions/:id",
    tag,
    summary: "A prediction with its input and output",
    scope: "read",
    answers: {
      200: { description: "As it is.", body: wire.predictionWithIO, headers: { location } },
    },
    refusals: ["unavailable"],
    handle: (request, api) => getPrediction(api, { task: "prediction", id: param(request, "id") }),
  },
  {
    id: "removePredictionData",
    method: "DELETE",
    path: "/v1/predictions/:id/data",
    tag,
    summary: "Remove input, output and logs of a prediction that has ended, at once",
    description: "That it was made, how it ended and how long it took stays.",
    scope: "predict",
    answers: givesNothing,
    refusals: ["conflict", "unavailable"],
    handle: (request, api) => removeOwnData(api, { task: "prediction", id: param(request, "id") }),
  },
  {
    id: "streamPrediction",
    method: "GET",
    path: "/v1/predictions/:id/stream",
    tag,
    summary: "A prediction as it comes, as server-sent events",
    description:
      "`output`, `logs`, `progress`, `restart` (what came before is void) and at last `done`, each with JSON as data. A prediction that was not created with `stream` tells all at its end. With a token, or by the URL in the prediction's `urls.stream`, which is good for a day and needs none.",
    scope: null,
    query: {
      expires: { description: "Of a signed URL.", schema: { type: "string" } },
      signature: { description: "Likewise.", schema: { type: "string" } },
    },
    headers: {
      "last-event-id": {
        description: "The id of the last event that was seen: what followed it is told.",
        schema: { type: "string" },
      },
    },
    answers: {
      ...gives({ type: "string" }, { mediaType: "text/event-stream", headers: ofSigned }),
      204: { description: "All was told already.", body: null, headers: ofSigned },
    },
    refusals: ["forbidden", "unavailable"],
    handle: (request, api) => streamPrediction(api, param(request, "id")),
  },
  {
    id: "cancelPrediction",
    method: "POST",
    path: "/v1/predictions/:id/cancel",
    tag,
    summary: "Ask for a cancel: at once where it waits, by its backend where it runs",
    scope: "predict",
    answers: givesNothing,
    refusals: ["conflict", "unavailable"],
    handle: (request, api) =>
      cancelPrediction(api, { task: "prediction", id: param(request, "id") }),
  },
];
