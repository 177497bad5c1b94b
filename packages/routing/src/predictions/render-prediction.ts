import {
  statusOf,
  toWireTime,
  type Prediction,
  type PredictionRecord,
  type Training,
} from "@headgate/shared";

import { pathOf, type PredictionUrls } from "./prediction-urls.ts";
import { toRoutingFacts } from "./to-routing-facts.ts";

/** What lists show of a prediction; `origin` is where its `url` leads. */
export function toPrediction(record: PredictionSummary, origin: string): Prediction {
  const { id, state, createdAt, startedAt, completedAt } = record;
  const executionS =
    completedAt === null || startedAt === null ? null : (completedAt - startedAt) / 1000;
  return {
    url: `${origin}${pathOf(record)}`,
    id,
    created_at: toWireTime(createdAt),
    updated_at: toWireTime(completedAt ?? startedAt ?? createdAt),
    status: statusOf(state),
    state,
    setup_time: startedAt === null ? null : ((startedAt - createdAt) / 1000).toFixed(3),
    execution_time: executionS === null ? null : executionS.toFixed(3),
    model: { owner: record.owner, name: record.model, version_number: record.number },
  };
}

/** The same of a training. */
export function toTraining(record: PredictionSummary, origin: string): Training {
  return { ...toPrediction(record, origin), ...showTraining(record) };
}

function showTraining({ training }: Pick<PredictionRecord, "training">) {
  const { destination = null, version, problem = null } = training ?? {};
  return {
    destination,
    created_version: version === undefined ? null : `${destination}:${version}`,
    destination_problem: problem,
  };
}

export type PredictionSummary = Pick<
  PredictionRecord,
  | "id"
  | "task"
  | "state"
  | "owner"
  | "model"
  | "number"
  | "createdAt"
  | "startedAt"
  | "completedAt"
  | "training"
>;

/** Input and output as JSON text; null where there is none, or where its object is gone. */
export interface PredictionTexts {
  input: string | null;
  output: string | null;
  /** Of a prediction that has not ended, as far as they are known; the record has the others. */
  logs?: string;
}

/**
 * A whole prediction as JSON text, the same for callers and for webhooks. Input and output are put in as the text that they are,
 * unparsed: they may be megabytes.
 */
export function renderPrediction(
  record: PredictionRecord,
  texts: PredictionTexts,
  { origin, ...urls }: PredictionUrls,
): string {
  const head = JSON.stringify({
    ...(record.task === "training" ? toTraining : toPrediction)(record, origin),
    ...toRoutingFacts(record),
    error: record.outcome?.error ?? null,
    logs: linesOf(texts.logs ?? record.outcome?.logs ?? ""),
    data_removed: record.dataRemovedAt !== undefined,
    urls,
  });
  return `${head.slice(0, -1)},"input":${texts.input ?? "null"},"output":${texts.output ?? "null"}}`;
}

function linesOf(logs: string): string[] {
  return logs.split("\n").filter((line) => line !== "");
}
