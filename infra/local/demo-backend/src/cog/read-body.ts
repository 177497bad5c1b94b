import type { IncomingMessage } from "node:http";

import type { Answer } from "../http/answer.ts";
import { parseJson, readText } from "../http/read-json.ts";
import { problem, unprocessable } from "./answer.ts";
import type { Problem } from "./answer.ts";
import { isRecord } from "./json.ts";
import type { PredictionInput } from "./predictor.ts";
import { webhookEvents } from "./webhook.ts";
import type { WebhookEvent } from "./webhook.ts";

/** The body of a create, checked but for its input. */
export interface CreateBody {
  id: string | undefined;
  input: PredictionInput;
  webhook: string | undefined;
  events: readonly WebhookEvent[];
}

/** Reads and parses the body of a create. A refusal is the answer to send: 413 or 422. */
export async function readCreateBody(
  request: IncomingMessage,
  maxBodyBytes: number,
): Promise<{ body: CreateBody } | { refusal: Answer }> {
  const text = await readText(request, maxBodyBytes);
  if (text === null) return { refusal: { status: 413, body: { detail: "Body too large" } } };
  const json = parseJson(text);
  if (!isRecord(json)) {
    const problems = [problem(["body"], "must be a JSON object", "type_error.dict")];
    return { refusal: unprocessable(problems) };
  }
  const problems = findProblems(json);
  if (problems.length > 0) return { refusal: unprocessable(problems) };
  return {
    body: {
      id: typeof json["id"] === "string" ? json["id"] : undefined,
      input: isRecord(json["input"]) ? json["input"] : {},
      webhook: typeof json["webhook"] === "string" ? json["webhook"] : undefined,
      events: Array.isArray(json["webhook_events_filter"])
        ? json["webhook_events_filter"].filter(isWebhookEvent)
        : webhookEvents,
    },
  };
}

function findProblems(json: Record<string, unknown>): Problem[] {
  const problems: Problem[] = [];
  const expect = (name: string, msg: string, isValid: (value: unknown) => boolean): void => {
    const value = json[name] ?? undefined;
    if (value !== undefined && !isValid(value)) problems.push(problem(["body", name], msg));
  };
  expect("id", "must be a string that is not empty", (id) => typeof id === "string" && id !== "");
  expect("input", "must be an object", isRecord);
  expect("context", "must be an object of strings", isStringMap);
  expect("webhook", "must be an http or https URL", isHttpUrl);
  expect(
    "webhook_events_filter",
    `must be a list of ${webhookEvents.join(", ")}`,
    (filter) => Array.isArray(filter) && filter.every(isWebhookEvent),
  );
  return problems;
}

function isStringMap(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((item) => typeof item === "string");
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === "string" && /^https?:$/.test(URL.parse(value)?.protocol ?? "");
}

function isWebhookEvent(value: unknown): value is WebhookEvent {
  return webhookEvents.some((event) => event === value);
}
