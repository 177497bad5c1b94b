import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface ChatServer {
  url: string;
  close(): void;
}

/** An OpenAI-compatible server with the model `echo`, which says again what it was told, a word a chunk. */
export async function startChatServer(): Promise<ChatServer> {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  if (request.url === "/v1/models") {
    return send(response, { object: "list", data: [{ id: "echo", object: "model" }] });
  }
  if (request.url === "/health") return send(response, {});
  if (request.url !== "/v1/chat/completions") return void response.writeHead(404).end();
  const { messages, stream } = JSON.parse(text) as {
    messages: { content: string }[];
    stream?: boolean;
  };
  const said = messages.at(-1)?.content ?? "";
  if (stream !== true) {
    const message = { role: "assistant", content: said };
    const choices = [{ index: 0, message, finish_reason: "stop" }];
    return send(response, { id: "c", object: "chat.completion", model: "echo", choices });
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const content of [...said.split(/(?<= )/), null]) {
    const choice = {
      index: 0,
      delta: { content },
      finish_reason: content === null ? "stop" : null,
    };
    const chunk = { object: "chat.completion.chunk", choices: [choice] };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  }
  response.end("data: [DONE]\n\n");
}

function send(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
