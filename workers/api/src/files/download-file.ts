import { findSignedFile } from "@headgate/registry";
import { fileKey } from "@headgate/routing";
import { HeadgateError } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { errorResponse } from "../http/respond.ts";
import { type ByteRange, readByteRange } from "./byte-range.ts";
import { contentHeaders } from "./content-headers.ts";

/**
 * What is in a file, for whoever has the URL that is signed for it: no token is needed. `forbidden` where the signature is not good, or no
 * longer; `not_found` where the file is gone.
 */
export async function downloadFile(api: ApiContext, id: string): Promise<Response> {
  await checkSignature(api, id);
  const file = await findSignedFile(api.registry, { id });
  const headers = contentHeaders(file, Date.now());
  const { request, env, requestId } = api;
  const etag = headers.get("etag") ?? "";
  if (names(request.headers.get("if-none-match"), etag)) {
    headers.delete("content-type");
    return new Response(null, { status: 304, headers });
  }
  const ifRange = request.headers.get("if-range");
  const wanted = ifRange === null || ifRange === etag ? request.headers.get("range") : null;
  const range = readByteRange(wanted, file.sizeBytes);
  if (range === "unsatisfiable") return unsatisfiable(file.sizeBytes, requestId);
  const status = range === null ? 200 : 206;
  headers.set("content-length", String(range?.length ?? file.sizeBytes));
  if (range !== null) headers.set("content-range", toContentRange(range, file.sizeBytes));
  if (request.method === "HEAD") return new Response(null, { status, headers });
  const object = await env.PAYLOADS.get(fileKey(id), range === null ? {} : { range });
  if (object === null) throw new HeadgateError("not_found", `the file ${id} is gone`);
  return new Response(object.body, { status, headers });
}

async function checkSignature({ url, fileUrls }: ApiContext, id: string): Promise<void> {
  const expiresS = Number(url.searchParams.get("expires") ?? NaN);
  const signature = url.searchParams.get("signature") ?? "";
  const isGiven = await fileUrls.verify({ id, expiresS }, signature);
  if (isGiven && expiresS * 1000 > Date.now()) return;
  const said = isGiven ? "the URL has expired" : "the URL is not signed for this file";
  throw new HeadgateError("forbidden", `${said}: GET /v1/files/{id} tells the one that is`);
}

/** Whether an `If-None-Match` header has the ETag among its own. */
function names(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(",").some((one) => ["*", etag, `W/${etag}`].includes(one.trim()));
}

function toContentRange({ offset, length }: ByteRange, size: number): string {
  return `bytes ${offset}-${offset + length - 1}/${size}`;
}

function unsatisfiable(size: number, requestId: string): Response {
  const message = `nothing of that range is in the file, which has ${size} bytes`;
  const error = new HeadgateError("range_not_satisfiable", message);
  const response = errorResponse(error, requestId);
  response.headers.set("content-range", `bytes */${size}`);
  return response;
}
