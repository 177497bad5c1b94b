import {
  createModel,
  createModelBody,
  deleteModel,
  getModel,
  listCategories,
  listHardware,
  listModels,
  type ModelPath,
  patchModel,
  patchModelBody,
  searchModels,
} from "@headgate/registry";
import * as wire from "@headgate/shared/wire";

import type { Operation } from "../http/operation.ts";
import { readJson } from "../http/read-json.ts";
import { json } from "../http/respond.ts";
import { param, type RouteRequest } from "../http/route-request.ts";
import { gives, givesNothing, givesPage, location, makes } from "../openapi/answer-descriptions.ts";
import { modelQuery, ownerQuery, pageQuery } from "../openapi/list-parameters.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { created, nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";

const tag = "Models";

const flag = { type: "boolean", default: false };

const lists: Operation[] = [
  {
    id: "listHardware",
    method: "GET",
    path: "/v1/hardware",
    tag,
    summary: "The hardware that a model may name",
    scope: null,
    query: pageQuery,
    answers: givesPage(wire.hardware),
    handle: async (_, api) =>
      page(api, await listHardware(api.registry, { query: readListQuery(api.url) })),
  },
  {
    id: "listCategories",
    method: "GET",
    path: "/v1/model_categories",
    tag,
    summary: "The categories that a model may have",
    scope: null,
    query: pageQuery,
    answers: givesPage(wire.category),
    handle: async (_, api) =>
      page(api, await listCategories(api.registry, { query: readListQuery(api.url) })),
  },
  {
    id: "listModels",
    method: "GET",
    path: "/v1/models",
    tag,
    summary: "The models that the caller may see, of everybody",
    scope: null,
    query: { ...modelQuery, ...ownerQuery },
    answers: givesPage(wire.model),
    handle: async (_, api) =>
      page(api, await listModels(api.registry, { query: readListQuery(api.url) })),
  },
  {
    id: "searchModels",
    method: "GET",
    path: "/v1/search/models",
    tag,
    summary: "The same, by a text, as WriftAI has it",
    scope: null,
    query: { ...modelQuery, ...ownerQuery, q: { ...modelQuery.q, required: true } },
    answers: givesPage(wire.model),
    handle: async (_, api) =>
      page(api, await searchModels(api.registry, { query: readListQuery(api.url) })),
  },
  {
    id: "listModelsOfOwner",
    method: "GET",
    path: "/v1/models/:owner",
    tag,
    summary: "The models of one owner that the caller may see",
    scope: null,
    query: modelQuery,
    answers: givesPage(wire.model),
    async handle(request, api) {
      const query = readListQuery(api.url);
      return page(api, await listModels(api.registry, { owner: param(request, "owner"), query }));
    },
  },
];

export const modelRoutes: Operation[] = [
  ...lists,
  {
    id: "createModel",
    method: "POST",
    path: "/v1/models",
    tag,
    summary: "Make a model, without a version",
    scope: "write",
    body: createModelBody,
    answers: makes(wire.modelWithDetails),
    refusals: ["conflict"],
    async handle(_, api) {
      const model = await createModel(api.registry, { body: await readJson(api) });
      return created(api, `/v1/models/${model.owner.username}/${model.name}`, model);
    },
  },
  {
    id: "getModel",
    method: "GET",
    path: "/v1/models/:owner/:name",
    tag,
    summary: "A model with its newest, newest active and primary version",
    scope: null,
    description: "A former name leads to it too; `content-location` then says under which it is.",
    answers: {
      200: {
        description: "As it is.",
        body: wire.modelWithDetails,
        headers: { "content-location": location },
      },
    },
    async handle(request, api) {
      const { owner, name } = modelPath(request);
      const model = await getModel(api.registry, { owner, name });
      if (model.name === name) return json(model);
      const path = `/v1/models/${model.owner.username}/${model.name}`;
      return json(model, 200, { "content-location": api.url.origin + path });
    },
  },
  {
    id: "patchModel",
    method: "PATCH",
    path: "/v1/models/:owner/:name",
    tag,
    summary: "Change what the body names, and no version",
    scope: "write",
    body: patchModelBody,
    answers: gives(wire.modelWithDetails),
    refusals: ["conflict"],
    async handle(request, api) {
      const body = await readJson(api);
      const model = await patchModel(api.registry, { ...modelPath(request), body });
      forgetResolutions();
      return json(model);
    },
  },
  {
    id: "deleteModel",
    method: "DELETE",
    path: "/v1/models/:owner/:name",
    tag,
    summary: "Delete a model",
    description:
      "Predictions stay in history. The name is free again, its numbers are not. Of an organization, it takes an admin.",
    scope: "write",
    query: {
      with_versions: { description: "`true` takes its versions along.", schema: flag },
      force: { description: "`true` lets what runs go on to its end without it.", schema: flag },
    },
    answers: givesNothing,
    refusals: ["conflict"],
    async handle(request, api) {
      const { searchParams } = api.url;
      const query = {
        with_versions: searchParams.get("with_versions"),
        force: searchParams.get("force"),
      };
      await deleteModel(api.registry, { ...modelPath(request), query });
      forgetResolutions();
      return nothing();
    },
  },
];

export function modelPath(request: RouteRequest): ModelPath {
  return { owner: param(request, "owner"), name: param(request, "name") };
}
