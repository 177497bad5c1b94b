import { HeadgateError } from "@headgate/shared";

/** The body as it comes in. `bad_request` where there is none. */
export function readRequestBytes({ body }: Request): ReadableStream<Uint8Array> {
  if (body === null) throw new HeadgateError("bad_request", "the body is empty; send the file");
  // oxlint-disable-next-line typescript/no-unsafe-return -- a body is a stream of bytes; its type does not say so
  return body;
}
