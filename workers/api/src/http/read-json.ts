import { requireActor } from "@headgate/registry";
import { HeadgateError } from "@headgate/shared";

import type { ApiContext } from "./api-context.ts";
import { maxBodyBytes } from "./body-text.ts";

/**
 * The parsed body, of a caller with a token: nobody else has anything to send. `unsupported_media_type`, `payload_too_large` or
 * `bad_request` where it cannot be had.
 */
export async function readJson(api: ApiContext): Promise<unknown> {
  const text = await readBody(api);
  if (text === "") throw new HeadgateError("bad_request", "the body is empty; send a JSON object");
  return parse(text);
}

/** As `readJson`; an empty object where there is no body. */
export async function readOptionalJson(api: ApiContext): Promise<unknown> {
  const text = await readBody(api);
  return text === "" ? {} : parse(text);
}

async function readBody({ request, registry, body }: ApiContext): Promise<string> {
  requireActor(registry);
  const type = request.headers.get("content-type");
  if (type !== null && !/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    throw new HeadgateError(
      "unsupported_media_type",
      `the body is ${type}; send JSON with \`content-type: application/json\``,
    );
  }
  const text = await body();
  if (text !== null) return text;
  throw new HeadgateError(
    "payload_too_large",
    `the body is larger than ${maxBodyBytes} bytes; pass large inputs as URLs`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : String(error);
    throw new HeadgateError("bad_request", `the body is not valid JSON: ${reason}`);
  }
}
