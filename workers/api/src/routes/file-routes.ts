import {
  deleteFile,
  expiryS,
  findOwnFile,
  listFiles,
  maxFileBytes,
  toCursorPage,
} from "@headgate/registry";
import { fileKey } from "@headgate/routing";
import * as wire from "@headgate/shared/wire";

import { downloadFile } from "../files/download-file.ts";
import { showFile } from "../files/show-file.ts";
import { uploadFile } from "../files/upload-file.ts";
import type { Operation, Parameters } from "../http/operation.ts";
import { json } from "../http/respond.ts";
import { param } from "../http/route-request.ts";
import { gives, givesNothing, givesPage, makes } from "../openapi/answer-descriptions.ts";
import { pageQuery } from "../openapi/list-parameters.ts";
import { nothing, page } from "./answers.ts";
import { readListQuery } from "./list-query.ts";

const tag = "Files";

const bytes = { type: "string", contentMediaType: "application/octet-stream" };
const fields = {
  filename: { type: "string", minLength: 1, maxLength: 255 },
  type: { type: "string", description: "Its media type." },
  metadata: { type: "string", description: "A JSON object, as text." },
  expires_in_s: {
    type: "integer",
    minimum: expiryS.min,
    maximum: expiryS.max,
    default: expiryS.default,
    description: "For how long it is kept.",
  },
};
const form = {
  type: "object",
  additionalProperties: false,
  required: ["content"],
  properties: { content: bytes, ...fields },
};
const query: Parameters = Object.fromEntries(
  Object.entries(fields).map(([name, schema]) => [
    name,
    { description: "Of a body that is no form: as the form's field.", schema },
  ]),
);
const ofContent = {
  etag: { description: "Its SHA-256, in quotes.", schema: { type: "string" } },
  "content-disposition": {
    description: "`attachment` for what a browser might run.",
    schema: { type: "string" },
  },
  "content-range": { description: "Of a 206: which bytes these are.", schema: { type: "string" } },
} satisfies Parameters;

export const fileRoutes: Operation[] = [
  {
    id: "listFiles",
    method: "GET",
    path: "/v1/files",
    tag,
    summary: "The caller's files, newest first",
    scope: "read",
    query: pageQuery,
    answers: givesPage(wire.file),
    async handle(_, api) {
      const found = await listFiles(api.registry, { query: readListQuery(api.url) });
      const items = await Promise.all(found.rows.map((row) => showFile(api, row)));
      return page(api, { ...toCursorPage(found, ({ id }) => id), items });
    },
  },
  {
    id: "uploadFile",
    method: "POST",
    path: "/v1/files",
    tag,
    summary: "Upload a file, to pass its URL as an input",
    description: `As a form, or as the body itself. At most ${maxFileBytes} bytes.`,
    scope: "predict",
    query,
    body: { schema: form, mediaType: "multipart/form-data", otherMediaTypes: { "*/*": bytes } },
    answers: makes(wire.file),
    refusals: ["conflict", "unavailable"],
    handle: (_, api) => uploadFile(api),
  },
  {
    id: "getFile",
    method: "GET",
    path: "/v1/files/:id",
    tag,
    summary: "What is known of a file",
    scope: "read",
    answers: gives(wire.file),
    async handle(request, api) {
      const asked = { id: param(request, "id"), permission: "read" } as const;
      return json(await showFile(api, await findOwnFile(api.registry, asked)));
    },
  },
  {
    id: "deleteFile",
    method: "DELETE",
    path: "/v1/files/:id",
    tag,
    summary: "Delete a file at once",
    scope: "predict",
    answers: givesNothing,
    async handle(request, api) {
      const erase = (id: string): Promise<void> => api.env.PAYLOADS.delete(fileKey(id));
      await deleteFile(api.registry, { id: param(request, "id"), erase });
      return nothing();
    },
  },
  {
    id: "downloadFile",
    method: "GET",
    path: "/v1/files/:id/download",
    tag,
    summary: "What is in a file",
    description: "By the URL that the file tells as `urls.download`, without a token.",
    scope: null,
    query: {
      expires: { description: "Until when the URL is good.", schema: { type: "integer" } },
      signature: { description: "That it is Headgate's.", schema: { type: "string" } },
    },
    headers: {
      range: { description: "Only these bytes, one range of them.", schema: { type: "string" } },
      "if-range": { description: "The range of this ETag only.", schema: { type: "string" } },
      "if-none-match": { description: "Not if it has this ETag.", schema: { type: "string" } },
    },
    answers: {
      200: { description: "All of it.", body: bytes, mediaType: "*/*", headers: ofContent },
      206: { description: "The range.", body: bytes, mediaType: "*/*", headers: ofContent },
      304: { description: "It has that ETag.", body: null, headers: { etag: ofContent.etag } },
    },
    refusals: ["forbidden", "range_not_satisfiable"],
    handle: (request, api) => downloadFile(api, param(request, "id")),
  },
];
