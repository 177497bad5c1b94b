import { once } from "node:events";
import { createServer } from "node:http";

export interface MuteChatServer {
  url: string;
  /** Chats that are being worked on. */
  readonly inFlight: number;
  readonly started: number;
  close(): void;
}

/** An OpenAI-compatible server that never comes to an end: it works on a chat until whoever asked leaves. */
export async function startMuteChatServer(): Promise<MuteChatServer> {
  const counts = { inFlight: 0, started: 0 };
  const server = createServer((request, response) => {
    if (request.url === "/v1/models") {
      const models = { object: "list", data: [{ id: "mute", object: "model" }] };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(models));
      return;
    }
    request.resume();
    counts.started += 1;
    counts.inFlight += 1;
    response.once("close", () => (counts.inFlight -= 1));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    get inFlight() {
      return counts.inFlight;
    },
    get started() {
      return counts.started;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
