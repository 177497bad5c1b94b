import type { HttpMapping } from "@headgate/shared/backends";

import type { StreamCall, Submission } from "../adapter.ts";
import { AnswerTooLarge, parseJson, readBytes, readText } from "../body.ts";
import { readEvents, readLines, readTextChunks } from "../read-events.ts";
import { readRefusal } from "../read-refusal.ts";
import { failed, maxResultBytes, maxStreamBytes, refused, succeeded } from "../submission.ts";
import { errorText } from "./error-text.ts";
import { valueAt } from "./value-at.ts";

type Emit = StreamCall["emit"];

/**
 * The end that an answer tells. JSON: what `result` finds in it. Server-sent events and lines of JSON: the array of what `result` finds in
 * each, emitted one by one. Other text: itself, emitted as it comes. Anything else: a data URL. May throw what breaks the answer off.
 */
export async function readResult(
  response: Response,
  mapping: HttpMapping,
  emit: Emit | null,
): Promise<Submission> {
  if (!response.ok) return readFailure(response, mapping);
  const type = typeOf(response);
  if (type === "text/event-stream") return readChunks(dataOf(response), mapping, emit);
  if (linesOfJson.has(type)) return readChunks(readLines(response, maxStreamBytes), mapping, emit);
  if (type === "" || isJson.test(type)) return readJson(response, mapping);
  if (type.startsWith("text/")) return readPlainText(response, emit);
  return readMedia(response, type);
}

const linesOfJson = new Set(["application/x-ndjson", "application/jsonl", "application/jsonlines"]);
const isJson = /^application\/(.+\+)?json$/;

function typeOf(response: Response): string {
  const [type = ""] = (response.headers.get("content-type") ?? "").split(";");
  return type.trim().toLowerCase();
}

async function readFailure(response: Response, { error }: HttpMapping): Promise<Submission> {
  const text = await readText(response, maxResultBytes);
  const message = errorText(valueAt(parseJson(text ?? ""), error));
  return readRefusal(response, { text, message }) ?? refused("broken", `status ${response.status}`);
}

async function readJson(response: Response, mapping: HttpMapping): Promise<Submission> {
  const text = await readText(response, maxResultBytes);
  if (text === null) throw new AnswerTooLarge(maxResultBytes);
  const answer = parseJson(text);
  if (answer === undefined) return refused("broken", "the answer is no JSON");
  return readAnswer(answer, mapping);
}

/** The end that the JSON of a good answer tells. */
export function readAnswer(answer: unknown, mapping: HttpMapping): Submission {
  const { result, error, logs, predict_ms: time } = mapping;
  const output = valueAt(answer, result);
  if (output === undefined) {
    const message = errorText(valueAt(answer, error));
    const text = JSON.stringify(answer);
    return failed(message ?? `The backend's answer has nothing at ${result}.`, text);
  }
  const logged = logs === null ? null : valueAt(answer, logs);
  const ms = time === null ? null : valueAt(answer, time);
  return succeeded(output, {
    logs: typeof logged === "string" ? logged : "",
    predictTimeS: typeof ms === "number" ? ms / 1000 : null,
  });
}

async function* dataOf(response: Response): AsyncGenerator<string, void, void> {
  for await (const { data } of readEvents(response, maxStreamBytes)) {
    if (data !== "[DONE]") yield data;
  }
}

async function readChunks(
  texts: AsyncIterable<string>,
  { result, error }: HttpMapping,
  emit: Emit | null,
): Promise<Submission> {
  const output: unknown[] = [];
  for await (const text of texts) {
    const parsed = parseJson(text) ?? text;
    const chunk = valueAt(parsed, result);
    const fault = errorText(valueAt(parsed, error));
    if (fault !== null) return failed(fault, text);
    if (chunk === undefined) continue;
    output.push(chunk);
    await emit?.({ type: "output", chunk });
  }
  return succeeded(output);
}

async function readPlainText(response: Response, emit: Emit | null): Promise<Submission> {
  let output = "";
  for await (const chunk of readTextChunks(response, maxResultBytes)) {
    output += chunk;
    await emit?.({ type: "output", chunk });
  }
  return succeeded(output);
}

async function readMedia(response: Response, type: string): Promise<Submission> {
  const bytes = await readBytes(response, maxResultBytes);
  if (bytes === null) throw new AnswerTooLarge(maxResultBytes);
  return succeeded(`data:${type};base64,${toBase64(bytes)}`);
}

/** In pieces of what `fromCharCode` takes as arguments at once. */
function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}
