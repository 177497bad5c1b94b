import * as wire from "@headgate/shared/wire";

import type { Operation } from "../http/operation.ts";
import { param } from "../http/route-request.ts";
import { givesNothing, givesPage, location } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { cancelPrediction } from "../predictions/cancel-prediction.ts";
import { createTraining } from "../predictions/create-training.ts";
import { getPrediction } from "../predictions/get-prediction.ts";
import { listPredictions } from "../predictions/list-predictions.ts";
import { createTrainingBody } from "../predictions/prediction-body.ts";
import { removeOwnData } from "../predictions/remove-own-data.ts";
import { referenceInPath } from "../predictions/version-reference.ts";
import { creation } from "./prediction-routes.ts";
import { versionPath } from "./version-routes.ts";

const tag = "Trainings";
const task = "training";
const training = "/v1/trainings/:id";
const body = wire.trainingWithIO;

/** A training is a prediction with another task: it goes through the same gate, and has the same life. */
export const trainingRoutes: Operation[] = [
  {
    ...creation,
    id: "createTraining",
    path: "/v1/models/:owner/:name/versions/:number/trainings",
    tag,
    summary: "Train one version, and maybe make a new one of the result",
    description: "The new version is a draft of the model `destination`, made once on success.",
    body: createTrainingBody,
    answers: {
      200: { description: "It has ended.", body, headers: { location } },
      202: { description: "It goes on.", body, headers: { location } },
    },
    handle: (request, api) => createTraining(api, referenceInPath(versionPath(request))),
  },
  {
    id: "listTrainings",
    method: "GET",
    path: "/v1/trainings",
    tag,
    summary: "The caller's trainings, newest first; a second or two behind",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.training),
    handle: (_, api) => listPredictions(api, task),
  },
  {
    id: "getTraining",
    method: "GET",
    path: training,
    tag,
    summary: "A training with its input and output",
    scope: "read",
    answers: { 200: { description: "As it is.", body, headers: { location } } },
    refusals: ["unavailable"],
    handle: (request, api) => getPrediction(api, { task, id: param(request, "id") }),
  },
  {
    id: "removeTrainingData",
    method: "DELETE",
    path: `${training}/data`,
    tag,
    summary: "Remove input, output and logs of a training that has ended, at once",
    scope: "predict",
    answers: givesNothing,
    refusals: ["conflict", "unavailable"],
    handle: (request, api) => removeOwnData(api, { task, id: param(request, "id") }),
  },
  {
    id: "cancelTraining",
    method: "POST",
    path: `${training}/cancel`,
    tag,
    summary: "Ask for a cancel: at once where it waits, by its backend where it runs",
    scope: "predict",
    answers: givesNothing,
    refusals: ["conflict", "unavailable"],
    handle: (request, api) => cancelPrediction(api, { task, id: param(request, "id") }),
  },
];
