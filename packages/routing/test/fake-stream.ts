import type {
  BackendEvent,
  PredictionStreamMethods,
  StreamAdvance,
  StreamAnswer,
  StreamAppend,
  StreamBatch,
  StreamEnd,
  StreamStatus,
} from "@headgate/shared";

/** A stream that remembers what it was told, and answers what is appended by its script. */
export class FakeStream implements PredictionStreamMethods {
  readonly appended: StreamAppend[] = [];
  readonly advanced: StreamAdvance[] = [];
  readonly finished: StreamEnd[] = [];
  purges = 0;
  script: (request: StreamAppend) => StreamAnswer | Promise<StreamAnswer> = () => "stored";

  async append(request: StreamAppend): Promise<StreamAnswer> {
    const answer = await this.script(request);
    if (answer === "stored") this.appended.push(request);
    return answer;
  }

  async advance(request: StreamAdvance): Promise<StreamAnswer> {
    this.advanced.push(request);
    return "stored";
  }

  async finish(end: StreamEnd): Promise<void> {
    this.finished.push(end);
  }

  async purge(): Promise<void> {
    this.purges += 1;
  }

  async status(): Promise<StreamStatus> {
    return { lastId: this.events.length, isDone: this.finished.length > 0 };
  }

  async read(): Promise<StreamBatch[]> {
    return [{ firstId: 1, events: this.events }];
  }

  get events(): BackendEvent[] {
    return this.appended.flatMap(({ events }) => events);
  }
}
