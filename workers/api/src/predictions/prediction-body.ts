import { describeBody } from "@headgate/registry";
import {
  checkOutboundUrl,
  HeadgateError,
  type OutboundUrlPolicy,
  type Webhook,
  type WebhookEvent,
  webhookEvents,
} from "@headgate/shared";

const eventList = {
  type: "array",
  minItems: 1,
  uniqueItems: true,
  items: { enum: webhookEvents },
} as const;
const usualEvents: WebhookEvent[] = ["start", "completed"];

/** What predictions and trainings have in common. */
const common = {
  priority: {
    enum: [0, 1, 2],
    description: "0 goes first. Left out, it is 1. Whoever waits long goes before its priority.",
  },
  webhook: {
    type: "object",
    required: ["url"],
    properties: {
      url: { type: "string" },
      secret: { type: ["string", "null"], minLength: 16, maxLength: 256 },
      events: {
        ...eventList,
        description:
          "What it is told of: `start` and `completed` where nothing is said. Of `output` and `logs` it hears at most once in 500 ms, with all that there is by then.",
      },
    },
  },
  webhook_events_filter: {
    ...eventList,
    description: "The same as `webhook.events`, by Replicate's name.",
  },
} as const;

export const createPredictionBody = describeBody({
  type: "object",
  required: ["input"],
  properties: {
    input: { description: "What the version's input schema describes." },
    model: {
      type: "string",
      description: "Which version, on `POST /v1/predictions` only: `owner/name`, `owner/name:30` …",
    },
    stream: {
      type: "boolean",
      description: "Whether what it puts out on the way is kept for readers of `urls.stream`.",
    },
    ...common,
  },
});

export const createTrainingBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["input"],
  properties: {
    input: { description: "What the version's input schema of `training` describes." },
    destination: {
      type: "string",
      description: "`owner/name` of the model that gets a new version, a draft, on success.",
    },
    ...common,
  },
});

export type CreatePredictionBody = ReturnType<typeof createPredictionBody.parse>;

/** The webhook, if any, once its URL has passed the guard. */
export function parseWebhook(
  body: Pick<CreatePredictionBody, "webhook" | "webhook_events_filter">,
  policy: OutboundUrlPolicy,
): Webhook | null {
  if (body.webhook === undefined) return null;
  const { url, secret = null, events = body.webhook_events_filter } = body.webhook;
  const { href } = checkOutboundUrl(url, policy, ["body", "webhook", "url"]);
  return { url: href, secret, events: [...(events ?? usualEvents)] };
}

/** The body's `model`, which must be there where the path names no version. */
export function modelOf({ model }: CreatePredictionBody): string {
  if (model !== undefined) return model;
  const msg =
    "`model` is missing: name the version to predict with, as in `owner/name` or `owner/name:30`";
  throw refuseBody([{ loc: ["body", "model"], msg, type: "missing" }]);
}

export function refuseBody(problems: HeadgateError["problems"]): HeadgateError {
  const [first] = problems;
  return new HeadgateError("invalid_input", first?.msg ?? "the body is not valid", { problems });
}
