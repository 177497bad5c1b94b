import { once } from "node:events";
import {
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
} from "node:http";

import { parseEvent, type ServerSentEvent } from "./read-events.ts";

interface Caller {
  url: string;
  token: string;
}

/**
 * Sends a direct prediction and gives what hangs up on it, with a reset: of a connection that is closed in an orderly way, the local runtime
 * learns only when it writes.
 */
export async function predictAndHangUp(
  caller: Caller,
  prediction: [string, unknown],
): Promise<() => void> {
  const call = callDirect(caller, prediction, { prefer: "wait" });
  await once(call, "finish");
  return () => call.socket?.resetAndDestroy();
}

/** Reads so many events of a direct prediction and hangs up on it. Gives its path, and what was read. */
export async function streamAndHangUp(
  caller: Caller,
  prediction: [string, unknown],
  count: number,
): Promise<{ path: string; events: ServerSentEvent[] }> {
  const call = callDirect(caller, prediction, { accept: "text/event-stream" });
  const [response] = (await once(call, "response")) as [IncomingMessage];
  let text = "";
  for await (const piece of response.setEncoding("utf8")) {
    text += String(piece);
    const events = text.split("\n\n").slice(0, -1).map(parseEvent);
    if (events.length < count) continue;
    call.socket?.resetAndDestroy();
    return { path: new URL(response.headers.location ?? "").pathname, events };
  }
  throw new Error(`the stream ended: ${text}`);
}

function callDirect(
  { url, token }: Caller,
  [model, input]: [string, unknown],
  headers: OutgoingHttpHeaders,
): ClientRequest {
  const call = request(`${url}/v1/models/${model}/predictions`, {
    method: "POST",
    agent: false,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
  });
  call.on("error", () => undefined);
  call.end(JSON.stringify({ input }));
  return call;
}
