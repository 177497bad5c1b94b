import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** Stands before a backend and answers in its place for as long as `refuse` gives a status. */
export async function frontBackend(
  backendUrl: string,
  refuse: () => number | null,
): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "GET", url = "/", headers } = request;
      const body = await text(request);
      // Whoever asks what the backend is gets no answer: it is to look like one that is starting.
      const status = method === "GET" ? 503 : refuse();
      if (status !== null) {
        response.writeHead(status).end('{"error":"busy"}');
        return;
      }
      const prefer = headers["prefer"];
      const answer = await fetch(`${backendUrl}${url}`, {
        method,
        headers: {
          "content-type": "application/json",
          ...(prefer ? { prefer: String(prefer) } : {}),
        },
        body,
      });
      response.writeHead(answer.status).end(await answer.text());
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
