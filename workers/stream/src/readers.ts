import type { StreamMessage } from "@headgate/shared";

import type { Row } from "./batch-store.ts";

/** Hibernated sockets of those who read the stream as it grows. */
export class Readers {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  /** Answers an upgrade. The object may hibernate while the socket is open. */
  accept(): { socket: WebSocket; response: Response } {
    const { 0: client, 1: socket } = new WebSocketPair();
    this.#ctx.acceptWebSocket(socket);
    return { socket, response: new Response(null, { status: 101, webSocket: client }) };
  }

  /** The runtime holds messages back until what was written before is durable. */
  tellAll(rows: Row[]): void {
    const sockets = this.#ctx.getWebSockets();
    for (const { firstId, events } of rows) {
      const text = `{"type":"batch","firstId":${firstId},"events":${events}}`;
      for (const socket of sockets) sendText(socket, text);
    }
  }

  hangUp(): void {
    for (const socket of this.#ctx.getWebSockets()) socket.close(1000);
  }
}

export function send(socket: WebSocket, message: StreamMessage): void {
  sendText(socket, JSON.stringify(message));
}

function sendText(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // The reader has gone: there is nobody to tell.
  }
}
