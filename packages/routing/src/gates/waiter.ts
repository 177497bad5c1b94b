import type { WaiterMessage } from "@headgate/shared";

import { type GateNamespace, openGate } from "../dispatch/open-gate.ts";
import { repeatOnce } from "./repeat-once.ts";

/** A socket to the gate, which may hibernate meanwhile. It speaks when the prediction ends, or gets its lease. */
export class Waiter {
  readonly #socket: WebSocket;
  readonly #heard: WaiterMessage[] = [];
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      this.#heard.push(parseMessage(String(data)));
      this.#wake();
    });
    for (const event of ["close", "error"] as const) {
      socket.addEventListener(event, () => {
        this.#closed = true;
        this.#wake();
      });
    }
    socket.accept();
  }

  /** `unavailable` where the gate cannot be reached. */
  static async open(gates: GateNamespace, predictionId: string): Promise<Waiter> {
    const response = await repeatOnce(() =>
      openGate(gates, predictionId).fetch(`https://gate/wait/${predictionId}`, {
        headers: { upgrade: "websocket" },
      }),
    );
    if (response.webSocket === null) throw new Error(`the gate answered ${response.status}`);
    return new Waiter(response.webSocket);
  }

  /** The next message; null when `signal` aborts or the gate hangs up (a deploy resets it) before one came. */
  async next(signal: AbortSignal): Promise<WaiterMessage | null> {
    if (this.#heard.length === 0 && !this.#closed && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      signal.addEventListener("abort", () => resolve(), { once: true });
      await promise;
    }
    return this.#heard.shift() ?? null;
  }

  close(): void {
    if (!this.#closed) this.#socket.close(1000);
  }
}

function parseMessage(text: string): WaiterMessage {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the gate speaks on this socket, and sends nothing else
  return JSON.parse(text) as WaiterMessage;
}
