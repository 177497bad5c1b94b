import type { BackendEvent, StreamAnswer, StreamAppend } from "@headgate/shared";

/** A stream that remembers what was appended, by batch, and answers by its script. */
export class FakeStream {
  readonly appended: StreamAppend[] = [];
  script: (request: StreamAppend) => StreamAnswer | Promise<StreamAnswer> = () => "stored";

  async append(request: StreamAppend): Promise<StreamAnswer> {
    const answer = await this.script(request);
    if (answer === "stored") this.appended.push(request);
    return answer;
  }

  get events(): BackendEvent[] {
    return this.appended.flatMap(({ events }) => events);
  }
}
