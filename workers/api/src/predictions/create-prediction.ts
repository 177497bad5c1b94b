import { requireScope } from "@headgate/registry";
import { dispatchLeases, inputKey } from "@headgate/routing";
import { HeadgateError, type PredictionTask, type Ticket, toWireProblem } from "@headgate/shared";

import { awaitEnd } from "../gate/await-end.ts";
import type { ApiContext } from "../http/api-context.ts";
import { readJson } from "../http/read-json.ts";
import { streamOwnPrediction } from "../streams/stream-own-prediction.ts";
import { admitPrediction } from "./admit-prediction.ts";
import { ownPrediction } from "./own-prediction.ts";
import {
  type CreatePredictionBody,
  createPredictionBody,
  modelOf,
  parseWebhook,
  refuseBody,
} from "./prediction-body.ts";
import { readValidateInput, readWaitPreference, wantsEvents } from "./preferences.ts";
import { readPinned, writePinned } from "./repeat-prediction.ts";
import {
  findRunnableVersion,
  hasEnabledBackend,
  type RunnableVersion,
} from "./runnable-version.ts";
import { respondWithPrediction } from "./show-prediction.ts";
import { readTerms } from "./ticket-terms.ts";
import { tryShards } from "./try-shards.ts";
import { referenceFault, referenceInBody, type VersionReference } from "./version-reference.ts";

/** What is to be made, as body and path say it. */
export interface Creation {
  task: PredictionTask;
  reference: VersionReference;
  body: Omit<CreatePredictionBody, "model">;
  training: Ticket["training"];
}

/** Makes a prediction on the version that `reference` (or, where it is null, the body's `model`) means: see `make`. */
export async function createPrediction(
  api: ApiContext,
  reference: VersionReference | null,
): Promise<Response> {
  requireScope(api.registry, "predict");
  const body = createPredictionBody.parse(await readJson(api));
  const meant = reference ?? referenceInBody(modelOf(body));
  return make(api, { task: "prediction", reference: meant, body, training: null });
}

/**
 * Makes a prediction or a training. Detached, it answers 202 with it as it is, or 200 once it has ended within the wait; direct, with its
 * end, or with events on the way to it. What is refused leaves nothing behind.
 */
export async function make(
  api: ApiContext,
  { task, reference, body, training }: Creation,
): Promise<Response> {
  const { ownerId, tokenId } = requireScope(api.registry, "predict");
  const preference = readWaitPreference(api.request.headers);
  const asEvents =
    task === "prediction" &&
    (wantsEvents(api.request.headers) || (body.stream === true && preference.mode === "direct"));
  const mode = asEvents ? "direct" : preference.mode;
  const webhook = parseWebhook(body, api.registry.urlPolicy);
  const version = await findVersion(api, pinnedOf(api) ?? reference, task);
  checkBackends(version);
  const checked = checkInput(api, version, body);
  const input = JSON.stringify(checked);
  const createdAt = api.registry.now();
  // The expression is about inputs of predictions.
  const costText = task === "prediction" ? version.resolved.routing.cost : null;
  const terms = readTerms(api, { body, input: checked, costText, createdAt });
  return tryShards(api, version, async (id, config) => {
    await api.claim?.pin(writePinned({ id, versionId: version.resolved.id }));
    const ticket: Ticket = {
      ...terms,
      streams: terms.streams && mode === "detached",
      ...{ task, training },
      callerId: ownerId,
      tokenId,
      owner: version.resolved.owner,
      model: version.resolved.model,
      number: version.resolved.number,
      versionId: version.resolved.id,
      mode,
      input: await api.carrier.payloads.write(inputKey(id), input),
      webhook,
      createdAt,
    };
    const candidate = { id, ticket, config };
    if (asEvents) return streamOwnPrediction(api, { ...candidate, input });
    if (preference.mode === "direct") return ownPrediction(api, { ...candidate, input });
    const lease = await admitPrediction(api, candidate);
    if (lease === null) api.carrier.announce(id);
    else api.background(dispatchLeases(api.carrier, [lease]));
    return respondWithPrediction(api, await awaitEnd(api, id, preference.waitMs));
  });
}

/** The version that an earlier attempt at this creation settled on. */
function pinnedOf({ claim }: ApiContext): VersionReference | null {
  const pinned = claim?.pinned ?? null;
  return pinned === null ? null : referenceInBody(readPinned(pinned).versionId);
}

async function findVersion(
  { registry }: ApiContext,
  reference: VersionReference,
  task: PredictionTask,
): Promise<RunnableVersion> {
  try {
    return await findRunnableVersion(registry, { reference: reference.text, task });
  } catch (error) {
    throw referenceFault(error, reference);
  }
}

function checkBackends({ resolved }: RunnableVersion): void {
  if (hasEnabledBackend(resolved)) return;
  const { owner, model, number } = resolved;
  throw new HeadgateError(
    "unavailable",
    `${owner}/${model}:${number} has no enabled backend: register one with POST /v1/models/${owner}/${model}/versions/${number}/backends`,
  );
}

/** The input with defaults filled in, or as it came where the caller wants no check. */
function checkInput(
  { request }: ApiContext,
  { input }: RunnableVersion,
  body: Creation["body"],
): unknown {
  if (!readValidateInput(request.headers)) return body.input;
  const check = input.check(body.input);
  if (check.valid) return check.value;
  throw refuseBody(check.problems.map((problem) => toWireProblem(problem, ["body", "input"])));
}
