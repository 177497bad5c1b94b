import type { TerminalState } from "../prediction/state.ts";
import type { PredictionError } from "../wire/prediction.ts";

/** What a backend tells of a prediction while it works on it. */
export type BackendEvent =
  /** An item of the output where that is an array, a piece of it where it is text, else the whole of it. */
  | { type: "output"; chunk: unknown }
  | { type: "logs"; text: string }
  /** From 0 to 1. */
  | { type: "progress"; fraction: number };

/** How a prediction ended. `output` is there where it is small: else it is to be fetched. */
export interface DoneEvent {
  type: "done";
  state: TerminalState;
  error: PredictionError | null;
  output?: unknown;
}

/** What the readers of a stream get. Every event has an id: they count up by one from 1. */
export type StreamEvent =
  | BackendEvent
  /** What was told before is void, output and logs begin anew. `retried`: on another backend. `purged`: what followed it is gone. */
  | { type: "restart"; reason: "retried" | "purged" }
  /** The stream has reached its bound: nothing more is told but the end. */
  | { type: "truncated" }
  | DoneEvent;

/** Events one after the other; the id of the first is `firstId`. */
export interface StreamBatch {
  firstId: number;
  events: StreamEvent[];
}

/** What a reader hears on its socket (`GET /events?after=ID`). */
export type StreamMessage =
  | ({ type: "batch" } & StreamBatch)
  /** So far the stream has come. Told after a page of what is newer than `after`: what is still missing is to be read. */
  | { type: "at"; lastId: number };

/** Numbered by its writer, from 1 on in each epoch, so that repeating one changes nothing. */
export interface StreamAppend {
  epoch: number;
  batch: number;
  events: BackendEvent[];
}

/** All that a backend has told in an epoch so far: items of the output, and logs. */
export interface StreamAdvance {
  epoch: number;
  output: unknown[];
  logs: string;
}

export interface StreamEnd extends Omit<DoneEvent, "type" | "output"> {
  epoch: number;
  /** JSON text; null where there is none, or it is too large to go along. */
  output: string | null;
  /** The latest of them, where there are very many. */
  logs: string;
}

/** `refused`: a later epoch has begun, or the stream has ended. */
export type StreamAnswer = "stored" | "refused";

export interface StreamStatus {
  lastId: number;
  isDone: boolean;
}

/** The methods of the PredictionStream Durable Object, one for each prediction, named by its id. */
export interface PredictionStreamMethods {
  append(request: StreamAppend): Promise<StreamAnswer>;
  advance(request: StreamAdvance): Promise<StreamAnswer>;
  /** Doing it again changes nothing. */
  finish(end: StreamEnd): Promise<void>;
  /** Everything that is kept is deleted, and readers are hung up on: of a prediction that has ended. Doing it again changes nothing. */
  purge(): Promise<void>;
  /** How far it has come: 0 where nothing is kept. Asking stores nothing. */
  status(): Promise<StreamStatus>;
  /** What is newer than the event with the id `after`: about a megabyte of it at most. */
  read(after: number): Promise<StreamBatch[]>;
}
