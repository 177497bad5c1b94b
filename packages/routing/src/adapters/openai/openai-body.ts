import { isObject } from "@headgate/shared";

import { parseJson } from "../body.ts";

interface BodyOptions {
  /** What the backend calls the model; null: what the input says. */
  model: string | null;
  streams: boolean;
}

/**
 * The input, JSON text of an object, as the body of a request. Whether it streams is decided by how the prediction was asked for, not by
 * what its input says. Where nothing of the input has to go, its text stays as it is: a `seed` may be beyond what a double holds.
 */
export function openAiBody(input: string, { model, streams }: BodyOptions): string {
  const parsed = parseJson(input);
  if (!isObject(parsed)) return input;
  const { stream: _, stream_options: options, ...rest } = parsed;
  const usage = { ...(isObject(options) ? options : {}), include_usage: true };
  const set = {
    ...(model === null ? {} : { model }),
    ...(streams ? { stream: true, stream_options: usage } : {}),
  };
  const replaced = ["stream", "stream_options", ...Object.keys(set)];
  if (replaced.some((key) => Object.hasOwn(parsed, key)))
    return JSON.stringify({ ...rest, ...set });
  return withMembers(input, set);
}

/** Puts members that an object does not have behind those it has. */
function withMembers(object: string, members: object): string {
  const added = JSON.stringify(members).slice(1, -1);
  const own = object.trim().slice(1, -1).trim();
  return `{${own}${own === "" || added === "" ? "" : ","}${added}}`;
}
