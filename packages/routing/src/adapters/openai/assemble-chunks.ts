import { isObject } from "@headgate/shared";

import { mergeDelta } from "./merge-delta.ts";

/** What the chunks of a stream say together. */
export interface Assembly {
  /** Takes the next chunk, a parsed `chat.completion.chunk` or `text_completion`. */
  add(chunk: Record<string, unknown>): void;
  /** Every choice has said why it ended: nothing is missing. */
  isFinished(): boolean;
  /** The response object that the server would have answered without streaming: `chat.completion` or `text_completion`, with `usage` where the server told it. */
  whole(): Record<string, unknown>;
}

type Choice = Record<string, unknown>;

/** Puts the chunks of a streamed completion together. A choice is found by its `index`. */
export function assembleChunks(): Assembly {
  const head: Record<string, unknown> = {};
  const choices = new Map<number, Choice>();

  return {
    add({ choices: deltas, ...rest }) {
      for (const [key, value] of Object.entries(rest)) if (value !== null) head[key] = value;
      for (const delta of Array.isArray(deltas) ? deltas : []) {
        if (isObject(delta)) addChoice(choices, delta);
      }
    },
    isFinished: () =>
      choices.size > 0 &&
      [...choices.values()].every(({ finish_reason: reason }) => typeof reason === "string"),
    whole: () => ({
      ...head,
      ...(head["object"] === "chat.completion.chunk" && { object: "chat.completion" }),
      choices: [...choices.values()]
        .toSorted((before, after) => indexOf(before) - indexOf(after))
        .map(finishChoice),
    }),
  };
}

/** What a chat calls `delta` in a chunk it calls `message` in the whole. */
function addChoice(choices: Map<number, Choice>, { delta, ...rest }: Choice): void {
  const index = indexOf(rest);
  const choice = choices.get(index) ?? { index };
  mergeDelta(choice, isObject(delta) ? { ...rest, message: delta } : rest);
  choices.set(index, choice);
}

/** A whole message has a role and a content in any case, and its tool calls have no index. */
function finishChoice({ message, ...rest }: Choice): Choice {
  if (!isObject(message)) return rest;
  const { tool_calls: calls, ...said } = message;
  const whole = { role: "assistant", content: null, ...said };
  if (!Array.isArray(calls)) return { ...rest, message: whole };
  return { ...rest, message: { ...whole, tool_calls: calls.map(withoutIndex) } };
}

function withoutIndex(call: unknown): unknown {
  if (!isObject(call)) return call;
  const { index: _, ...rest } = call;
  return rest;
}

function indexOf({ index }: Choice): number {
  return typeof index === "number" ? index : 0;
}
