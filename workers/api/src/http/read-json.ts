import { readText } from "@headgate/routing";
import { HeadgateError } from "@headgate/shared";

/** One megabyte takes the validator about 30 ms; larger inputs are passed as URLs. */
export const maxBodyBytes = 1024 * 1024;

/** The parsed body. `unsupported_media_type`, `payload_too_large` or `bad_request` where it cannot be had. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type");
  if (type !== null && !/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    throw new HeadgateError(
      "unsupported_media_type",
      `The body is ${type}; send JSON with \`content-type: application/json\`.`,
    );
  }
  const text = await readText(request, maxBodyBytes);
  if (text === null) {
    throw new HeadgateError(
      "payload_too_large",
      `The body is larger than ${maxBodyBytes} bytes. Pass large inputs as URLs.`,
    );
  }
  if (text === "") throw new HeadgateError("bad_request", "The body is empty; send a JSON object.");
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : String(error);
    throw new HeadgateError("bad_request", `The body is not valid JSON: ${reason}`);
  }
}
