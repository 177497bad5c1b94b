import { param } from "../http/route-request.ts";
import type { ApiRouter } from "../http/router.ts";
import { cancelPrediction } from "../predictions/cancel-prediction.ts";
import { createPrediction } from "../predictions/create-prediction.ts";
import { getPrediction } from "../predictions/get-prediction.ts";
import { listPredictions } from "../predictions/list-predictions.ts";
import { receiveCallback } from "../predictions/receive-callback.ts";
import { referenceInPath } from "../predictions/version-reference.ts";
import { modelPath } from "./model-routes.ts";
import { versionPath } from "./version-routes.ts";

export function addPredictionRoutes(router: ApiRouter): void {
  router
    .post("/v1/callbacks/:id/:epoch/:token", (request, api) =>
      receiveCallback(api, {
        id: param(request, "id"),
        epoch: param(request, "epoch"),
        token: param(request, "token"),
      }),
    )
    // The name may carry an alias: `owner/name@champion`.
    .post("/v1/models/:owner/:name/predictions", (request, api) =>
      createPrediction(api, referenceInPath(modelPath(request))),
    )
    .post("/v1/models/:owner/:name/versions/:number/predictions", (request, api) =>
      createPrediction(api, referenceInPath(versionPath(request))),
    )
    .get("/v1/predictions", (_, api) => listPredictions(api))
    .post("/v1/predictions", (_, api) => createPrediction(api, null))
    .get("/v1/predictions/:id", (request, api) => getPrediction(api, param(request, "id")))
    .post("/v1/predictions/:id/cancel", (request, api) =>
      cancelPrediction(api, param(request, "id")),
    );
}
