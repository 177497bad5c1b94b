import { env } from "cloudflare:workers";

import type { File as UploadedFile } from "@headgate/shared";

import { type Answer, ask, call } from "./call.ts";

export type { UploadedFile };

/** A form as Replicate's client sends it. */
export function formOf(
  content: Uint8Array | string,
  { name = "boat.png", type = "image/png" } = {},
  fields: Record<string, string> = {},
): FormData {
  const form = new FormData();
  form.append("content", new File([content], name, { type }));
  for (const [field, text] of Object.entries(fields)) form.append(field, text);
  return form;
}

/** Uploads bytes as the body itself. */
export function upload(
  token: string,
  body: Uint8Array | ReadableStream = new TextEncoder().encode("a boat"),
  { query = "", type = "text/plain" } = {},
): Promise<UploadedFile> {
  return ask(`POST /v1/files${query}`, { token, body, headers: { "content-type": type } });
}

/** Fetches what is at a URL as the file's owner told it, without a token. */
export function download(
  { urls }: UploadedFile,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<Answer> {
  const { pathname, search } = new URL(urls.download);
  return call(`${method} ${pathname}${search}`, { headers });
}

export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** So many bytes, different at every call. */
export function randomBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  for (let at = 0; at < count; at += 65_536)
    crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

/** So many bytes that nobody knows the count of before they are through. */
export function streamOf(bytes: number): ReadableStream<Uint8Array> {
  const chunk = new Uint8Array(1024 * 1024);
  let rest = bytes;
  return new ReadableStream({
    pull(controller) {
      if (rest > 0) controller.enqueue(chunk.slice(0, Math.min(chunk.length, rest)));
      else controller.close();
      rest -= chunk.length;
    },
  });
}

/** Ids of files that are in the bucket, and of those that have a row, stored or on their way. */
export async function leftOf(username: string): Promise<{ objects: string[]; rows: string[] }> {
  const { results } = await env.DB.prepare(
    `SELECT files.id FROM files JOIN owners ON owners.id = files.owner_id WHERE username = ? ORDER BY files.id`,
  )
    .bind(username)
    .all<{ id: string }>();
  const { objects } = await env.PAYLOADS.list({ prefix: "files/" });
  return {
    objects: objects.map(({ key }) => key.slice("files/".length)),
    rows: results.map(({ id }) => id),
  };
}
