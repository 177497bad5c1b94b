import {
  createEndpoint,
  createEndpointBody,
  deleteEndpoint,
  getEndpoint,
  listEndpoints,
  patchEndpoint,
  patchEndpointBody,
  rotateEndpointSecret,
  rotateSecretBody,
} from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import type { Operation } from "../http/operation.ts";
import { readJson, readOptionalJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param } from "../http/route-request.ts";
import { gives, givesNothing, givesPage, makes, noStore } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { created, nothing, page, secretly } from "./answers.ts";
import { readListQuery } from "./list-query.ts";

const tag = "Webhooks";
const endpoints = "/v1/webhooks/endpoints";

/** URLs of the caller's own namespace; an organization's are reached with its tokens. */
export const webhookEndpointRoutes: Operation[] = [
  {
    id: "listWebhookEndpoints",
    method: "GET",
    path: endpoints,
    tag,
    summary: "The caller's webhook endpoints, without their secrets, the oldest first",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.webhookEndpoint),
    handle: async (_, api) =>
      page(api, await listEndpoints(api.registry, { query: readListQuery(api.url) })),
  },
  {
    id: "createWebhookEndpoint",
    method: "POST",
    path: endpoints,
    tag,
    summary: "Give a URL that webhooks go to a secret of its own, which is shown this once",
    scope: "write",
    body: createEndpointBody,
    answers: makes(wire.createdWebhookEndpoint, noStore),
    async handle(_, api) {
      const endpoint = await createEndpoint(api.registry, { body: await readJson(api) });
      return secretly(created(api, `${endpoints}/${endpoint.id}`, endpoint));
    },
  },
  {
    id: "getWebhookEndpoint",
    method: "GET",
    path: `${endpoints}/:id`,
    tag,
    summary: "An endpoint, without its secret",
    scope: "read",
    answers: gives(wire.webhookEndpoint),
    handle: async (request, api) =>
      json(await getEndpoint(api.registry, { id: param(request, "id") })),
  },
  {
    id: "patchWebhookEndpoint",
    method: "PATCH",
    path: `${endpoints}/:id`,
    tag,
    summary: "Change what the body names; `enabled` takes one into use again that answered 410",
    scope: "write",
    body: patchEndpointBody,
    answers: gives(wire.webhookEndpoint),
    refusals: ["conflict"],
    async handle(request, api) {
      const body = await readJson(api);
      return json(await patchEndpoint(api.registry, { id: param(request, "id"), body }));
    },
  },
  {
    id: "deleteWebhookEndpoint",
    method: "DELETE",
    path: `${endpoints}/:id`,
    tag,
    summary: "Forget an endpoint; what is on its way to it is not sent",
    scope: "write",
    answers: givesNothing,
    async handle(request, api) {
      await deleteEndpoint(api.registry, { id: param(request, "id") });
      return nothing();
    },
  },
  {
    id: "rotateWebhookEndpointSecret",
    method: "POST",
    path: `${endpoints}/:id/rotate`,
    tag,
    summary: "Replace its secret; the one there was signs too for a while",
    scope: "write",
    body: { ...rotateSecretBody, isOptional: true },
    answers: gives(wire.createdWebhookEndpoint, { headers: noStore }),
    async handle(request, api) {
      const body = await readOptionalJson(api);
      const input = { id: param(request, "id"), body };
      return secretly(json(await rotateEndpointSecret(api.registry, input)));
    },
  },
];
