import { requireActor } from "@headgate/registry";
import { HeadgateError } from "@headgate/shared";

import type { ApiContext } from "./api-context.ts";

/** Twice what the largest body of a version takes. */
const maxLineLength = 2.5 * 1024 * 1024;
/** What Cloudflare lets through on every plan. */
const maxBodyBytes = 100 * 1000 * 1000;

/**
 * The lines of a body of JSON Lines, as they come in, of a caller with a token; empty ones are left out. `unsupported_media_type` and
 * `bad_request` at once; `payload_too_large`, and `bad_request` for what is no UTF-8, when it comes to that.
 */
export function readLines({ request, registry }: ApiContext): AsyncGenerator<string> {
  requireActor(registry);
  const type = request.headers.get("content-type");
  if (type !== null && !/^application\/(jsonl|x-ndjson|octet-stream)\b/i.test(type)) {
    throw new HeadgateError(
      "unsupported_media_type",
      `the body is ${type}; send JSON Lines with \`content-type: application/jsonl\``,
    );
  }
  if (request.body === null) {
    throw new HeadgateError("bad_request", "the body is empty; send what an export answered");
  }
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- a body is a stream of bytes; its type does not say so
  const stream: ReadableStream<Uint8Array> = request.body;
  return split(stream);
}

async function* split(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let bytes = 0;
  let rest = "";
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes) throw tooLarge(`the body is larger than ${maxBodyBytes} bytes`);
    const [first = "", ...others] = decode(decoder, chunk).split("\n");
    const lines = [rest + first, ...others];
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield line;
    if (rest.length > maxLineLength)
      throw tooLarge(`a line is longer than ${maxLineLength} characters`);
  }
  rest += decode(decoder);
  if (rest.trim() !== "") yield rest;
}

/** The end of the text, where no bytes are given. */
function decode(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new HeadgateError("bad_request", "the body is not valid UTF-8");
  }
}

function tooLarge(message: string): HeadgateError {
  return new HeadgateError("payload_too_large", message);
}
