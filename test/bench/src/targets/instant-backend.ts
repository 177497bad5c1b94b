import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { tokenPauseMs, tokensPerStream } from "../measure/tokens.ts";
import { addressOf, tellReady } from "./program.ts";

/**
 * A backend that takes no time: Cog's PUT (at once, or with a callback; under `/hold` it takes a prediction and never ends it), an OpenAI
 * completion, and the same prediction for a POST to `/bare`. What a proxy in front of it costs is then all that is measured. Asked for a
 * stream, it sends tokens at the pace of a fast model, each with the moment at which it was sent.
 */
const agent = new Agent({ keepAlive: true });
const callbackRetryMs = 100;

const completion = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "instant",
  choices: [{ index: 0, message: { role: "assistant", content: "Done." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
});

const chunkHead = {
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  created: 1_700_000_000,
  model: "instant",
};

const starting = '{"status":"starting"}';

const predictionPath = /^\/predictions\/([0-9a-f-]{36})$/;

const server = createServer((incoming, response) => {
  let text = "";
  incoming.setEncoding("utf8");
  incoming.on("data", (chunk: string) => (text += chunk));
  incoming.on("end", () => answer(incoming, response, text));
});
server.listen(0, "127.0.0.1", () => {
  const { port } = addressOf(server.address());
  tellReady(`http://127.0.0.1:${port}`, () => Promise.resolve(server.close()));
});

function answer(
  { method, url = "", headers }: IncomingMessage,
  response: ServerResponse,
  text: string,
): void {
  if (method === "POST" && text.includes('"stream":true')) return void streamTokens(response);
  if (method === "POST" && url === "/v1/chat/completions") return send(response, 200, completion);
  if (method === "POST" && url === "/bare") return send(response, 200, succeeded("bare"));
  if (method === "PUT" && url.startsWith("/hold/")) return send(response, 202, starting);
  const id = predictionPath.exec(url)?.[1];
  if (method !== "PUT" || id === undefined) return send(response, 404, '{"detail":"Not Found"}');
  if (headers.prefer !== "respond-async") return send(response, 200, succeeded(id));
  send(response, 202, starting);
  callBack(webhookOf(text), succeeded(id));
}

/** Chunks of an OpenAI completion. Their text is the time on the clock that all processes of a machine share. */
async function streamTokens(response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (let token = 0; token < tokensPerStream; token += 1) {
    const content = `@${process.hrtime.bigint()} `;
    const chunk = { choices: [{ index: 0, delta: { content }, finish_reason: null }] };
    response.write(`data: ${JSON.stringify({ ...chunkHead, ...chunk })}\n\n`);
    await sleep(tokenPauseMs);
  }
  const end = { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
  response.end(`data: ${JSON.stringify({ ...chunkHead, ...end })}\n\ndata: [DONE]\n\n`);
}

function succeeded(id: string): string {
  return `{"id":"${id}","status":"succeeded","output":"done","logs":"","error":null,"metrics":{"predict_time":0.001}}`;
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

/** As Cog it tries again: a connection that was kept may be closed in the moment in which it is used. */
function callBack(url: string, body: string, attempts = 3): void {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  request(url, { method: "POST", agent, headers }, (response) => {
    if (response.statusCode !== 200)
      console.error(`A callback was answered ${response.statusCode}.`);
    response.resume();
  })
    .on("error", (error) => {
      if (attempts > 1) setTimeout(() => callBack(url, body, attempts - 1), callbackRetryMs);
      else console.error(`A callback failed: ${error.message}`);
    })
    .end(body);
}

/** Headgate's adapter writes the URL as it is: no parsing of the input. */
function webhookOf(text: string): string {
  const webhook = /"webhook":"([^"]+)"/.exec(text)?.[1];
  if (webhook === undefined) throw new Error(`no webhook in ${text}`);
  return webhook;
}
