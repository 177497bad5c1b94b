import {
  createOwner,
  createOwnerBody,
  getUser,
  getUserByName,
  getWebhookSecret,
  listOwnModels,
  listUsers,
  patchUser,
  patchUserBody,
  rotateSecretBody,
  rotateWebhookSecret,
} from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import { forgetActors } from "../http/authenticate.ts";
import type { Operation } from "../http/operation.ts";
import { readJson, readOptionalJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param } from "../http/route-request.ts";
import { gives, givesPage, makes } from "../openapi/answer-descriptions.ts";
import { modelQuery, pageQuery, sortQuery } from "../openapi/list-parameters.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { created, page, secretly } from "./answers.ts";
import { readListQuery } from "./list-query.ts";

const tag = "Users";

export const userRoutes: Operation[] = [
  {
    id: "getUser",
    method: "GET",
    path: "/v1/user",
    tag,
    summary: "The caller",
    scope: "any",
    answers: gives(wire.userWithDetails),
    refusals: ["not_found"],
    handle: async (_, api) => json(await getUser(api.registry)),
  },
  {
    id: "patchUser",
    method: "PATCH",
    path: "/v1/user",
    tag,
    summary: "Change what the body names, of the caller",
    scope: "write",
    body: patchUserBody,
    answers: gives(wire.userWithDetails),
    refusals: ["conflict", "not_found"],
    async handle(_, api) {
      const user = await patchUser(api.registry, { body: await readJson(api) });
      // A username is part of every reference to the user's models.
      forgetActors();
      forgetResolutions();
      return json(user);
    },
  },
  {
    id: "listOwnModels",
    method: "GET",
    path: "/v1/user/models",
    tag,
    summary: "The caller's models, private ones too",
    scope: "read",
    query: modelQuery,
    answers: givesPage(wire.model),
    handle: async (_, api) =>
      page(api, await listOwnModels(api.registry, { query: readListQuery(api.url) })),
  },
  {
    id: "getWebhookSecret",
    method: "GET",
    path: "/v1/user/webhook_secret",
    tag,
    summary: "The secret that signs the caller's webhooks where they name none",
    scope: "write",
    answers: gives(wire.webhookSecret),
    refusals: ["not_found"],
    handle: async (_, api) => json(await getWebhookSecret(api.registry)),
  },
  {
    id: "rotateWebhookSecret",
    method: "POST",
    path: "/v1/user/webhook_secret/rotate",
    tag,
    summary: "Replace that secret; the one there was signs too for a while",
    scope: "write",
    body: { ...rotateSecretBody, isOptional: true },
    answers: gives(wire.webhookSecret),
    refusals: ["not_found"],
    async handle(_, api) {
      const body = await readOptionalJson(api);
      return secretly(json(await rotateWebhookSecret(api.registry, { body })));
    },
  },
  {
    id: "listUsers",
    method: "GET",
    path: "/v1/users",
    tag,
    summary: "Everybody, the oldest first",
    scope: null,
    query: { ...pageQuery, ...sortQuery(["created_at"]) },
    answers: givesPage(wire.user),
    handle: async (_, api) =>
      page(api, await listUsers(api.registry, { query: readListQuery(api.url) })),
  },
  {
    id: "createUser",
    method: "POST",
    path: "/v1/users",
    tag,
    summary: "Add a user",
    description:
      "It has no token and no password: make it a first token with `POST /v1/tokens`, naming it as `username`. A name that anybody has or ever had is a `conflict`.",
    scope: "admin",
    body: createOwnerBody,
    answers: makes(wire.userWithDetails),
    refusals: ["conflict"],
    async handle(_, api) {
      const user = await createOwner(api.registry, { body: await readJson(api) });
      return created(api, `/v1/users/${user.username}`, user);
    },
  },
  {
    id: "getUserByName",
    method: "GET",
    path: "/v1/users/:username",
    tag,
    summary: "Somebody",
    scope: null,
    answers: gives(wire.userWithDetails),
    handle: async (request, api) =>
      json(await getUserByName(api.registry, { username: param(request, "username") })),
  },
];
