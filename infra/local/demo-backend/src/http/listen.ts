import { once } from "node:events";
import type { Server } from "node:http";

const host = "127.0.0.1";

/** Listens at `port` (0: a free one). Rejects when it is taken. */
export async function bind(http: Server, port: number): Promise<{ url: string; port: number }> {
  http.listen(port, host);
  await once(http, "listening");
  const address = http.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return { url: `http://${host}:${bound}`, port: bound };
}

/** Drops every connection. */
export async function closeHttp(http: Server): Promise<void> {
  if (!http.listening) return;
  http.close();
  http.closeAllConnections();
  await once(http, "close");
}
