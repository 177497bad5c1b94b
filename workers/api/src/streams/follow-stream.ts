import { SturdyStream, lastIdOf, newerThan } from "@headgate/routing";
import {
  HeadgateError,
  type PredictionStreamMethods,
  type StreamBatch,
  type StreamMessage,
} from "@headgate/shared";

import { log } from "../http/log.ts";
import { StreamSocket } from "./stream-socket.ts";

/** A stream that hangs up is being reset. */
const reconnectAfterMs = 250;

/** Whose stream is followed, from where on, and for how long. */
export interface Following {
  predictionId: string;
  /** The id of the last event that was seen; 0: none. */
  after: number;
  signal: AbortSignal;
}

/**
 * The events of a stream as they come, each once and in order, until the end or until `signal` aborts, however often the stream hangs up
 * meanwhile. Where it has less than what was seen, it begins anew.
 */
export async function* followStream(env: Env, following: Following): AsyncGenerator<StreamBatch> {
  const { predictionId, signal } = following;
  const follower = new Follower(env, following);
  while (!signal.aborted && !follower.isDone) {
    try {
      yield* follower.listen();
    } catch (error) {
      if (!(error instanceof HeadgateError && error.code === "unavailable")) throw error;
    }
    if (signal.aborted || follower.isDone) return;
    log("stream.away", { predictionId });
    await scheduler.wait(reconnectAfterMs);
  }
}

class Follower {
  readonly #open: (after: number) => Promise<StreamSocket>;
  readonly #stream: PredictionStreamMethods;
  readonly #signal: AbortSignal;
  #last: number;
  isDone = false;

  constructor(env: Env, { predictionId, after, signal }: Following) {
    this.#open = (last) => StreamSocket.open(env, predictionId, last);
    this.#stream = new SturdyStream(env.STREAMS, predictionId);
    this.#last = after;
    this.#signal = signal;
  }

  /** Until the stream hangs up, or its end has come. `unavailable` where it cannot be reached. */
  async *listen(): AsyncGenerator<StreamBatch> {
    const socket = await this.#open(this.#last);
    try {
      for (;;) {
        const message = await socket.next(this.#signal);
        if (message === null) return;
        yield* this.#take(message);
        if (this.isDone) return;
      }
    } finally {
      socket.close();
    }
  }

  async *#take(message: StreamMessage): AsyncGenerator<StreamBatch> {
    if (message.type === "batch") {
      yield* this.#catchUp(message.firstId - 1);
      yield* this.#pass(message);
      return;
    }
    if (message.lastId < this.#last) {
      this.#last = -1;
      yield* this.#pass({ firstId: 0, events: [{ type: "restart", reason: "purged" }] });
    }
    yield* this.#catchUp(message.lastId);
  }

  /** Reads what the socket left out, since there was too much of it. */
  async *#catchUp(lastId: number): AsyncGenerator<StreamBatch> {
    while (this.#last < lastId) {
      const page = await this.#stream.read(this.#last);
      if (page.length === 0) throw new HeadgateError("unavailable", "the stream was purged");
      for (const batch of page) yield* this.#pass(batch);
    }
  }

  *#pass(batch: StreamBatch): Generator<StreamBatch> {
    const newer = newerThan(this.#last, batch);
    if (newer.events.length === 0) return;
    this.#last = lastIdOf(newer);
    this.isDone = newer.events.at(-1)?.type === "done";
    yield newer;
  }
}
