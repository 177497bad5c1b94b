import { checkOutboundUrl, compileSchema, HeadgateError, toWireProblem, type OutboundUrlPolicy, type Webhook } from "@headgate/shared";
import type { FromSchema } from "json-schema-to-ts";

export const createPredictionSchema = {
  type: "object",
  required: ["input"],
  properties: {
    input: { description: "What the version's input schema describes." },
    model: {
      type: "string",
      description: "Which version, on `POST /v1/predictions` only: `owner/name`, `owner/name:30` …",
    },
    webhook: {
      type: "object",
      required: ["url"],
      properties: {
        url: { type: "string" },
        secret: { type: ["string", "null"], minLength: 16, maxLength: 256 },
      },
    },
  },
} as const;

export type CreatePredictionBody = FromSchema<typeof createPredictionSchema>;

const compiled = compileSchema(createPredictionSchema);

/** Checks the body of a create call; `invalid_input` names each place that is wrong. */
export function parsePredictionBody(body: unknown): CreatePredictionBody {
  const check = compiled.check(body);
  if (!check.valid) throw refuseBody(check.problems.map((problem) => toWireProblem(problem, ["body"])));
  // The check against the very schema that the type is made from has just passed.
  return check.value as CreatePredictionBody;
}

/** The webhook, if any, once its URL has passed the guard. */
export function parseWebhook(body: CreatePredictionBody, policy: OutboundUrlPolicy): Webhook | null {
  if (body.webhook === undefined) return null;
  const { href } = checkOutboundUrl(body.webhook.url, policy, ["body", "webhook", "url"]);
  return { url: href, secret: body.webhook.secret ?? null };
}

export function refuseBody(problems: HeadgateError["problems"]): HeadgateError {
  const [first] = problems;
  return new HeadgateError("invalid_input", first?.msg ?? "The body is not valid.", { problems });
}
