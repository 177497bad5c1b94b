import { requireScope } from "@headgate/registry";
import { dispatchLeases, inputKey } from "@headgate/routing";
import { createPredictionId, HeadgateError, toWireProblem, type Ticket } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { readJson } from "../http/read-json.ts";
import { admitPrediction } from "./admit-prediction.ts";
import { awaitEnd } from "./await-end.ts";
import { ownPrediction } from "./own-prediction.ts";
import {
  createPredictionBody,
  parseWebhook,
  refuseBody,
  type CreatePredictionBody,
} from "./prediction-body.ts";
import { readValidateInput, readWaitPreference } from "./preferences.ts";
import { findRunnableVersion, type RunnableVersion } from "./runnable-version.ts";
import { respondWithPrediction } from "./show-prediction.ts";

/**
 * Makes a prediction on the version that `reference` (or the body's `model`) means. Detached, it answers 202 with the prediction as it
 * is, or 200 once it has ended within the wait; direct, always with its end.
 */
export async function createPrediction(
  api: ApiContext,
  reference: string | null,
): Promise<Response> {
  const caller = requireScope(api.registry, "predict");
  const preference = readWaitPreference(api.request.headers);
  const body = createPredictionBody.parse(await readJson(api));
  const webhook = parseWebhook(body, api.registry.urlPolicy);
  const version = await findRunnableVersion(api.registry, reference ?? modelOf(body));
  const input = checkInput(api, version, body);
  const createdAt = api.registry.now();
  const { resolved } = version;
  const id = createPredictionId({
    createdAt,
    versionKey: resolved.key,
    shard: 0,
    random: api.registry.random(4),
  });
  const ticket: Ticket = {
    callerId: caller.ownerId,
    owner: resolved.owner,
    model: resolved.model,
    number: version.content.number,
    versionId: version.content.id,
    mode: preference.mode,
    input: await api.carrier.payloads.write(inputKey(id), JSON.stringify(input)),
    webhook,
    createdAt,
  };
  const { lease } = await admitPrediction(api, { id, ticket, config: resolved.gateConfig });
  if (preference.mode === "direct") return ownPrediction(api, { id, ticket, lease });
  if (lease === null) api.carrier.announce(id);
  else api.background(dispatchLeases(api.carrier, [lease]));
  const record = await awaitEnd(api, id, preference.waitMs);
  return respondWithPrediction(api, record);
}

function modelOf(body: CreatePredictionBody): string {
  if (body.model !== undefined) return body.model;
  throw refuseBody([
    {
      loc: ["body", "model"],
      msg: "`model` is missing: name the version to predict with, as in `owner/name:30`",
      type: "missing",
    },
  ]);
}

/** The input with defaults filled in, or as it came where the caller wants no check. Also refuses a version that no backend runs. */
function checkInput(
  { request }: ApiContext,
  { input, resolved }: RunnableVersion,
  body: CreatePredictionBody,
): unknown {
  if (!resolved.gateConfig.backends.some(({ enabled }) => enabled)) {
    const { owner, model, number } = resolved;
    throw new HeadgateError(
      "unavailable",
      `${owner}/${model}:${number} has no enabled backend: register one with POST /v1/models/${owner}/${model}/versions/${number}/backends`,
    );
  }
  if (!readValidateInput(request.headers)) return body.input;
  const check = input.check(body.input);
  if (check.valid) return check.value;
  throw refuseBody(check.problems.map((problem) => toWireProblem(problem, ["body", "input"])));
}
