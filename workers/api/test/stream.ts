import { env, exports } from "cloudflare:workers";

import type { BackendEvent, PredictionStreamMethods, PredictionWithIO } from "@headgate/shared";

import { ask, origin } from "./call.ts";
import { EventReader } from "./event-reader.ts";
import type { Running } from "./scene.ts";

/** The stream of a prediction, as the Workers have it that write to it. */
export function streamOf(id: string): PredictionStreamMethods {
  return env.STREAMS.getByName(id) as unknown as PredictionStreamMethods;
}

/** Makes a prediction that is streamed. */
export function predictStreamed(
  { version, token }: Running,
  body: object = {},
): Promise<PredictionWithIO> {
  const whole = { input: { prompt: "a boat" }, stream: true, ...body };
  return ask(`POST ${version}/predictions`, { token, body: whole });
}

export interface ReadOptions {
  token?: string;
  lastEventId?: string;
  signal?: AbortSignal;
}

/** Opens a stream; `url` is a whole one, or a path. */
export async function openEvents(
  url: string,
  { token, lastEventId, signal }: ReadOptions = {},
): Promise<Response> {
  const headers = new Headers({ accept: "text/event-stream" });
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  if (lastEventId !== undefined) headers.set("last-event-id", lastEventId);
  const init = signal === undefined ? { headers } : { headers, signal };
  return exports.default.fetch(new URL(url, origin).href, init);
}

export type Told = [id: string | undefined, event: string | undefined, data: unknown];

/** The events of a response: so many, or all until it ends. */
export async function readEvents(response: Response, most = Infinity): Promise<Told[]> {
  const reader = new EventReader(response);
  const told: Told[] = [];
  while (told.length < most) {
    const event = await reader.next();
    if (event === null) break;
    told.push([event["id"], event["event"], JSON.parse(event["data"] ?? "null")]);
  }
  return told;
}

export const piece = (chunk: unknown): BackendEvent => ({ type: "output", chunk });
