import { runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";

import type { WaiterMessage } from "@headgate/shared";

import type { TestGate } from "./gate.ts";

/** The other end of a waiter's socket. */
export class TestSocket {
  readonly #gate: TestGate;
  readonly #id: string;
  readonly #socket: WebSocket;
  readonly #heard: WaiterMessage[] = [];
  /** The code with which the gate, or we, closed it. */
  readonly closed: Promise<number>;

  constructor(gate: TestGate, id: string, socket: WebSocket) {
    this.#gate = gate;
    this.#id = id;
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      this.#heard.push(parseMessage(String(data)));
    });
    this.closed = new Promise((resolve) => {
      socket.addEventListener("close", ({ code }) => resolve(code));
    });
    socket.accept();
  }

  /** The next message that was not read yet. */
  async next(): Promise<WaiterMessage> {
    await vi.waitUntil(() => this.#heard.length > 0, { timeout: 5_000, interval: 5 });
    const message = this.#heard.shift();
    if (message === undefined) throw new Error("nothing was heard");
    return message;
  }

  /** Hangs up and waits until the gate has dealt with it. */
  async close(): Promise<void> {
    const before = await this.#openAtGate();
    this.#socket.close(1000);
    await vi.waitUntil(async () => (await this.#openAtGate()) < before, {
      timeout: 5_000,
      interval: 5,
    });
  }

  #openAtGate(): Promise<number> {
    return runInDurableObject(this.#gate.stub, (_, state) => state.getWebSockets(this.#id).length);
  }
}

/** Opens a socket that waits for a prediction, as the Worker of a caller does. */
export async function openSocket(gate: TestGate, id: string): Promise<TestSocket> {
  const response = await gate.stub.fetch(`https://gate/wait/${id}`, {
    headers: { upgrade: "websocket" },
  });
  if (response.webSocket === null) throw new Error(`the gate answered ${response.status}`);
  return new TestSocket(gate, id, response.webSocket);
}

/** Only the gate speaks on this socket. */
function parseMessage(text: string): WaiterMessage {
  return JSON.parse(text) as WaiterMessage;
}
