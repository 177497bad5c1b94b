import type {
  PredictionStreamMethods,
  StreamAdvance,
  StreamAnswer,
  StreamAppend,
  StreamBatch,
  StreamEnd,
  StreamStatus,
} from "@headgate/shared";

import { repeatOnce } from "../gates/repeat-once.ts";
import { openStream } from "./open-stream.ts";

type StreamNamespace = Parameters<typeof openStream>[0];

/** The stream of a prediction, asked once more where it was reset meanwhile: all that it is asked may be repeated. */
export class SturdyStream implements PredictionStreamMethods {
  readonly #namespace: StreamNamespace;
  readonly #predictionId: string;

  constructor(namespace: StreamNamespace, predictionId: string) {
    this.#namespace = namespace;
    this.#predictionId = predictionId;
  }

  append(request: StreamAppend): Promise<StreamAnswer> {
    return this.#ask((stream) => stream.append(request));
  }

  advance(request: StreamAdvance): Promise<StreamAnswer> {
    return this.#ask((stream) => stream.advance(request));
  }

  finish(end: StreamEnd): Promise<void> {
    return this.#ask((stream) => stream.finish(end));
  }

  purge(): Promise<void> {
    return this.#ask((stream) => stream.purge());
  }

  status(): Promise<StreamStatus> {
    return this.#ask((stream) => stream.status());
  }

  read(after: number): Promise<StreamBatch[]> {
    return this.#ask((stream) => stream.read(after));
  }

  #ask<Answer>(use: (stream: PredictionStreamMethods) => Promise<Answer>): Promise<Answer> {
    return repeatOnce(() => use(openStream(this.#namespace, this.#predictionId)));
  }
}
