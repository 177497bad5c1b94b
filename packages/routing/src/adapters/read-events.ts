import { createParser, type EventSourceMessage } from "eventsource-parser";

import { readChunks } from "./body.ts";

/**
 * The server-sent events of an answer as they come, wherever its chunks are cut. An event without its closing blank line is none.
 * Throws AnswerTooLarge once the answer has more than `maxBytes`; leaving the loop lets go of the answer.
 */
export async function* readEvents(
  response: Response,
  maxBytes: number,
): AsyncGenerator<EventSourceMessage, void, void> {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => void events.push(event) });
  for await (const text of readTextChunks(response, maxBytes)) {
    parser.feed(text);
    yield* events.splice(0);
  }
}

/** The text of an answer piece by piece; a character that a chunk cuts comes whole with the next. Throws AnswerTooLarge. */
export async function* readTextChunks(
  response: Response,
  maxBytes: number,
): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  for await (const chunk of readChunks(response, maxBytes)) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

/** The lines of an answer, without the empty ones. Throws AnswerTooLarge. */
export async function* readLines(
  response: Response,
  maxBytes: number,
): AsyncGenerator<string, void, void> {
  // Joined once a line: a long one in many chunks would be copied with each of them.
  let begun: string[] = [];
  for await (const text of readTextChunks(response, maxBytes)) {
    const [end = "", ...starts] = text.split("\n");
    begun.push(end);
    for (const start of starts) {
      yield* lineOf(begun);
      begun = [start];
    }
  }
  yield* lineOf(begun);
}

function lineOf(parts: string[]): string[] {
  const line = parts.join("").replace(/\r$/, "");
  return line === "" ? [] : [line];
}
