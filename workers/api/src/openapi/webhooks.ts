import * as wire from "@headgate/shared/wire";

import type { Components } from "./components.ts";

const text = { type: "string" };

const headers = {
  "webhook-id": {
    description:
      "The same at every attempt, and when it is replayed: what comes twice is known by it.",
    schema: text,
  },
  "webhook-timestamp": {
    description: "Seconds since 1970 at which this attempt was signed.",
    schema: text,
  },
  "webhook-signature": {
    description:
      "`v1,` and the signature, as Standard Webhooks has it; several with spaces between, while a secret takes the place of another.",
    schema: text,
  },
  "wriftai-webhook-signature": { description: "The same in WriftAI's form.", schema: text },
  "headgate-webhook-event": {
    description: "What it tells of.",
    schema: wire.webhookDelivery.properties.event,
  },
  "headgate-webhook-sequence": {
    description: "Of a prediction's webhooks a later one has a higher number.",
    schema: { type: "integer", minimum: 1 },
  },
};

const signing =
  "Signed with the secret of the endpoint that has its URL, and with the call's own; where there is neither, with the owner's.";
const retries =
  "What is not answered with 2xx within 15 seconds is sent again, ten times in three days, and not before a `Retry-After` of 429 and 503.";

/** What Headgate sends to the `webhook` that a prediction was made with. */
export function webhooks(components: Components): object {
  const describe = (operationId: string, summary: string, description: string) => ({
    post: {
      ...{ operationId, tags: ["Webhooks"], summary, description },
      parameters: Object.entries(headers).map(([name, header]) => ({
        ...{ name, in: "header", required: true, ...header },
      })),
      requestBody: {
        required: true,
        content: { "application/json": { schema: components.refer(wire.predictionWithIO) } },
      },
      responses: {
        "2XX": { description: "It arrived." },
        "410": { description: "Nobody wants more of it: the URL is not called again." },
        default: { description: "It is sent again. So it is after a redirect." },
      },
    },
  });
  return {
    predictionStarted: describe(
      "predictionStarted",
      "A prediction has started",
      `The event \`start\`. ${signing} ${retries}`,
    ),
    predictionProgressed: describe(
      "predictionProgressed",
      "There is more of a prediction's output or logs",
      `The events \`output\` and \`logs\`, for who asks for them: with all that there is so far, at most once in 500 ms. ${signing} Sent three times at most, and not once a later one tells more.`,
    ),
    predictionEnded: describe(
      "predictionEnded",
      "A prediction has ended",
      `The event \`completed\`, sent at least once. ${signing} ${retries}`,
    ),
  };
}
