import {
  type DeliveryQuery,
  getDelivery,
  listDeliveries,
  replayDeliveries,
  replayDeliveriesBody,
  replayDelivery,
} from "@headgate/registry";
import { webhookDeliveryStates, webhookEvents } from "@headgate/shared";
import * as wire from "@headgate/shared/wire";

import type { Operation, Parameters } from "../http/operation.ts";
import { readJson } from "../http/read-json.ts";
import { json, jsonText } from "../http/respond.ts";
import { param } from "../http/route-request.ts";
import { gives, givesPage } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { sendDeliveries } from "../webhooks/send-deliveries.ts";
import { page } from "./answers.ts";

const tag = "Webhooks";
const deliveries = "/v1/webhooks/deliveries";
const time = { type: "string", format: "date-time" };

const query: Parameters = {
  ...pageQuery,
  prediction: { description: "Only of this prediction.", schema: { type: "string" } },
  endpoint: { description: "Only of the endpoint with this id.", schema: { type: "string" } },
  state: {
    description: "`dead` ones are what was given up.",
    schema: { enum: webhookDeliveryStates },
  },
  event: { description: "Only of this event.", schema: { enum: webhookEvents } },
  from: { description: "Made then or later.", schema: time },
  to: { description: "Made before then.", schema: time },
};

export const webhookDeliveryRoutes: Operation[] = [
  {
    id: "listWebhookDeliveries",
    method: "GET",
    path: deliveries,
    tag,
    summary: "What was or is to be sent to webhooks, newest first",
    scope: "read",
    query,
    answers: givesPage(wire.webhookDelivery),
    handle: async (_, api) =>
      page(api, await listDeliveries(api.registry, { query: readQuery(api.url) })),
  },
  {
    id: "getWebhookDelivery",
    method: "GET",
    path: `${deliveries}/:delivery`,
    tag,
    summary: "A delivery with its body and all attempts",
    scope: "read",
    answers: gives(wire.webhookDeliveryWithAttempts),
    async handle(request, api) {
      const { shown, body } = await getDelivery(api.registry, { id: param(request, "delivery") });
      const text = body === null ? null : await api.carrier.payloads.read(body);
      return jsonText(`${JSON.stringify(shown).slice(0, -1)},"body":${text ?? "null"}}`);
    },
  },
  {
    id: "replayWebhookDelivery",
    method: "POST",
    path: `${deliveries}/:delivery/replay`,
    tag,
    summary: "Send it again, with the same id and body",
    description: "Not one that is about to be sent anyway: of many replays at once one counts.",
    scope: "write",
    answers: gives(wire.webhookDelivery),
    refusals: ["conflict"],
    async handle(request, api) {
      const delivery = await replayDelivery(api.registry, { id: param(request, "delivery") });
      if (delivery.state === "pending") sendDeliveries(api, [delivery.id]);
      return json(delivery);
    },
  },
  {
    id: "replayWebhookDeliveries",
    method: "POST",
    path: `${deliveries}/replay`,
    tag,
    summary: "Send those of a time again that were given up, or all; 1,000 a call",
    scope: "write",
    body: replayDeliveriesBody,
    answers: gives(wire.webhookReplay),
    async handle(_, api) {
      const { shown, ids } = await replayDeliveries(api.registry, { body: await readJson(api) });
      sendDeliveries(api, ids);
      return json(shown);
    },
  },
];

function readQuery({ searchParams }: URL): DeliveryQuery {
  return Object.fromEntries(Object.keys(query).map((name) => [name, searchParams.get(name)]));
}
