import * as wire from "@headgate/shared/wire";

import type { Components } from "./components.ts";

const headers = {
  "webhook-id": "The same at every attempt: what comes twice is known by it.",
  "webhook-timestamp": "Seconds since 1970 at which this attempt was signed.",
  "webhook-signature":
    "`v1,` and the signature, as Standard Webhooks has it; several with spaces between.",
  "wriftai-webhook-signature": "The same in WriftAI's form.",
};

/** What Headgate sends to the `webhook` that a prediction was made with. */
export function webhooks(components: Components): object {
  return {
    predictionEnded: {
      post: {
        operationId: "predictionEnded",
        tags: ["Webhooks"],
        summary: "A prediction has ended",
        description:
          "Sent at least once, signed with the webhook's own secret or else with the owner's. What is not answered with 2xx within 15 seconds is sent again, ten times in three days.",
        parameters: Object.entries(headers).map(([name, description]) => ({
          ...{ name, in: "header", required: true, description },
          schema: { type: "string" },
        })),
        requestBody: {
          required: true,
          content: { "application/json": { schema: components.refer(wire.predictionWithIO) } },
        },
        responses: {
          "2XX": { description: "It arrived." },
          "410": { description: "Nobody wants more of it: it is not sent again." },
          default: { description: "It is sent again." },
        },
      },
    },
  };
}
