import type { WaiterMessage } from "@headgate/shared";

/** The value of `readyState` in the WebSocket standard. */
const openState = 1;

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

  /**
   * The prediction whose last waiter has hung up with `socket`. Null while another one waits, and where this one had been told its lease:
   * it has what it waited for, and may close at any time after.
   */
  leftBy(socket: WebSocket): string | null {
    const [id] = this.#ctx.getTags(socket);
    if (id === undefined || toldEpoch(socket) !== null) return null;
    return this.#isAwaited(id, socket) ? null : id;
  }

  /** Whether anybody waits for a prediction. */
  isAwaited(id: string): boolean {
    return this.#isAwaited(id, null);
  }

  /** Tells everybody who waits for a prediction; `message` is made only where somebody does. */
  tell(id: string, message: () => WaiterMessage): void {
    const sockets = this.#ctx.getWebSockets(id);
    if (sockets.length === 0) return;
    const text = message();
    for (const socket of sockets) send(socket, text);
  }

  #isAwaited(id: string, leaving: WebSocket | null): boolean {
    return this.#ctx.getWebSockets(id).some((socket) => socket !== leaving && isOpen(socket));
  }
}

/** Sends one message: that of an end is the last. A lease is told once. */
export function send(socket: WebSocket, message: WaiterMessage): void {
  try {
    if (message.type === "lease") {
      if (toldEpoch(socket) === message.lease.epoch) return;
      socket.serializeAttachment(message.lease.epoch);
    }
    socket.send(JSON.stringify(message));
    if (message.type === "ended" || message.type === "unknown") socket.close(1000);
  } catch {
    // Its holder has gone: there is nobody to tell.
  }
}

/** The epoch of the lease that a socket was told, kept with it through hibernation. */
function toldEpoch(socket: WebSocket): number | null {
  const epoch: unknown = socket.deserializeAttachment();
  return typeof epoch === "number" ? epoch : null;
}

function isOpen(socket: WebSocket): boolean {
  return socket.readyState === openState;
}
