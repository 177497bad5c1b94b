import { findFlatSchema, findPrediction } from "@headgate/database";
import type { StepResult, StepWork } from "@headgate/registry";
import { toVersionConfig } from "@headgate/registry";
import { chooseShards, dispatchLeases, gateConfigFor, inputKey } from "@headgate/routing";
import {
  createPredictionId,
  createValidator,
  flatSchemaForm,
  isTerminal,
  parsePredictionId,
  plainTerms,
  type PredictionRecord,
  type Ticket,
} from "@headgate/shared";

import type { CheckContext } from "./check-context.ts";

const pollMs = 250;
/** Other checks wait meanwhile. */
const watchMs = 5_000;
const retryAfterS = 2;
const maxProblems = 20;

/**
 * The step `run`: predicts with the sample input, as anybody would on a version that is published, and holds the output to its schema. The
 * prediction goes through the version's gate, so that it takes a slot like any other. Its id is stored before it is admitted: whoever
 * carries the check on finds it, and admits no second one.
 */
export async function runSample(ctx: CheckContext, work: StepWork): Promise<StepResult> {
  const { check, subject } = work;
  if (!subject.gateConfig.backends.some(({ status }) => status === "enabled")) {
    return { state: "failed", message: "the version has no enabled backend to run it on" };
  }
  const { predictionId } = check;
  if (predictionId === null) return chooseId(ctx, work);
  const until = ctx.now() + watchMs;
  let record = (await find(ctx, predictionId)) ?? (await admit(ctx, work, predictionId));
  while (record !== null && !isTerminal(record.state) && ctx.now() < until) {
    await scheduler.wait(pollMs);
    record = await find(ctx, predictionId);
  }
  if (record === null) return waiting("every backend is busy and the queue is full", 0);
  if (record.state === "queued") return waiting("the prediction waits for its turn", 10);
  if (!isTerminal(record.state)) return waiting("the prediction runs", 50);
  return judge(ctx, work, record);
}

function chooseId(ctx: CheckContext, { subject }: StepWork): StepResult {
  const [shard] = chooseShards(toVersionConfig(subject.gateConfig), {
    freeIn: () => null,
    expectFree: () => undefined,
    random: Math.random,
  });
  const predictionId = createPredictionId({
    createdAt: ctx.now(),
    versionKey: subject.key,
    shard,
    random: ctx.random(4),
  });
  const log = [`the prediction is ${predictionId}`];
  return { ...waiting("the prediction is made", 0), waitS: 0, predictionId, log };
}

function waiting(message: string, percentage: number): Extract<StepResult, { state: "running" }> {
  return { state: "running", percentage, waitS: retryAfterS, message };
}

/** In its gate, or in history once that has forgotten it. */
async function find({ carrier, db }: CheckContext, id: string): Promise<PredictionRecord | null> {
  const [record] = await carrier.gateOf(id).read([id]);
  return record ?? (await findPrediction(db, id));
}

/** Null: there is no room for it at the moment. */
async function admit(
  ctx: CheckContext,
  { check, subject }: StepWork,
  id: string,
): Promise<PredictionRecord | null> {
  const { carrier } = ctx;
  const config = gateConfigFor(
    toVersionConfig(subject.gateConfig),
    parsePredictionId(id)?.shard ?? 0,
  );
  const ticket: Ticket = {
    ...plainTerms,
    callerId: check.callerId,
    // Checks of one caller share among themselves.
    tokenId: check.callerId,
    ...{ owner: subject.owner, model: subject.model, number: subject.number },
    versionId: subject.id,
    mode: "detached",
    input: await carrier.payloads.write(inputKey(id), check.input ?? "null"),
    webhook: null,
    createdAt: ctx.now(),
  };
  const gate = carrier.gateOf(id);
  // A gate that has never predicted knows of no backend.
  const { leases } = await gate.configure(config);
  const admission = await gate.admit({ id, configEpoch: config.epoch, ticket });
  const own = admission.outcome === "leased" ? [admission.lease] : [];
  await dispatchLeases(carrier, [...leases, ...own]);
  carrier.announce(id);
  return find(ctx, id);
}

async function judge(
  { carrier, db }: CheckContext,
  { subject }: StepWork,
  { state, outcome }: PredictionRecord,
): Promise<StepResult> {
  const log = (outcome?.logs ?? "").split("\n").filter(Boolean);
  if (state !== "succeeded") {
    const { message, detail } = outcome?.error ?? { message: "it says no more", detail: null };
    const lines = detail === null ? log : [...log, ...detail.split("\n")];
    return { state: "failed", message: `the prediction ${state}: ${message}`, log: lines };
  }
  const place = { task: "prediction", direction: "output" } as const;
  const stored = await findFlatSchema(db, subject.key, place);
  if (stored?.form !== flatSchemaForm) throw new Error("the output schema is not in today's form");
  const payload = outcome?.output ?? null;
  const text = payload === null ? "null" : await carrier.payloads.read(payload);
  if (text === null) return { state: "failed", message: "the stored output is gone", log };
  const validation = createValidator(stored.schema).check(JSON.parse(text));
  if (validation.valid)
    return { state: "passed", message: "the output is as its schema says", log };
  const problems = validation.problems.map(({ message }) => message);
  const [first = ""] = problems;
  return {
    state: "failed",
    message: `the output is not as its schema says: ${first}`,
    log: [...log, ...problems.slice(0, maxProblems)],
  };
}
