import type { WaiterMessage } from "@headgate/shared";

/** Hibernated sockets, each tagged with the id of the prediction whose end (or lease) its holder waits for. */
export class Waiters {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  /** Answers an upgrade. The gate may hibernate while the socket is open. */
  accept(id: string): { socket: WebSocket; response: Response } {
    const { 0: client, 1: socket } = new WebSocketPair();
    this.#ctx.acceptWebSocket(socket, [id]);
    return { socket, response: new Response(null, { status: 101, webSocket: client }) };
  }

  idOf(socket: WebSocket): string | null {
    return this.#ctx.getTags(socket)[0] ?? null;
  }

  /** Tells everybody who waits for a prediction; `message` is made only where somebody does. */
  tell(id: string, message: () => WaiterMessage): void {
    const sockets = this.#ctx.getWebSockets(id);
    if (sockets.length === 0) return;
    const text = message();
    for (const socket of sockets) send(socket, text);
  }
}

/** Sends one message; every one but a lease is the last. */
export function send(socket: WebSocket, message: WaiterMessage): void {
  try {
    socket.send(JSON.stringify(message));
    if (message.type !== "lease") socket.close(1000);
  } catch {
    // Its holder has gone: there is nobody to tell.
  }
}
