import fc from "fast-check";
import { test } from "vitest";

import type { StreamEvent } from "@headgate/shared";

import { logs, newStream, output, type TestStream } from "./stream.ts";

type Step =
  /** The backend puts out so many more, and its Worker tells that so often. */
  | { type: "tell"; more: number; times: number }
  /** A callback that was sent before comes after the others, or a batch is sent once more. */
  | { type: "late"; back: number }
  /** Another lease begins; what the older one still tells is void. */
  | { type: "lose" }
  | { type: "rebuild" };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        type: fc.constant("tell" as const),
        more: fc.nat(4),
        times: fc.integer({ min: 1, max: 3 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ type: fc.constant("late" as const), back: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.constant({ type: "lose" as const }) },
    { weight: 1, arbitrary: fc.constant({ type: "rebuild" as const }) },
  ),
  { maxLength: 25 },
);

/** What a stream must hold, however it is told: by batches in even epochs, by callbacks with all there is in odd ones. */
class Telling {
  readonly expected: StreamEvent[] = [];
  readonly #stream: TestStream;
  #epoch = 1;
  #batches: number[][] = [];
  /** Whether the lease that is void at the next loss has told of its beginning. */
  #hasBegun = false;

  constructor(stream: TestStream) {
    this.#stream = stream;
  }

  async take(step: Step): Promise<void> {
    if (step.type === "rebuild") return this.#stream.restart();
    if (step.type === "lose") return this.#lose();
    if (step.type === "late") return this.#send(this.#batches.length - step.back);
    const told = this.#batches.flat().length;
    const chunks = Array.from({ length: step.more }, (_, index) => told + index);
    this.#batches.push(chunks);
    this.expected.push(...chunks.map((chunk) => output(chunk)));
    for (let time = 0; time < step.times; time += 1) await this.#send(this.#batches.length);
  }

  /** Tells what was there by the batch with this number. */
  async #send(batch: number): Promise<void> {
    const epoch = this.#epoch;
    const batches = this.#batches.slice(0, Math.max(batch, 0));
    if (epoch % 2 === 1) {
      await this.#stream.stub.advance({ epoch, output: batches.flat(), logs: "" });
    } else if (batches.length > 0) {
      const events = (batches.at(-1) ?? []).map((chunk) => output(chunk));
      await this.#stream.stub.append({ epoch, batch: batches.length, events });
    }
  }

  async #lose(): Promise<void> {
    const older = this.#epoch;
    this.#epoch += 1;
    const hasTold = this.#hasBegun || this.#batches.flat().length > 0;
    this.#batches = [];
    await this.#send(0);
    if (!hasTold) return;
    this.expected.push({ type: "restart", reason: "retried" });
    await this.#stream.stub.advance({ epoch: this.#epoch, output: [], logs: "begun" });
    this.expected.push(logs("begun"));
    this.#hasBegun = true;
    const late = { epoch: older, batch: 99, events: [output("void")] };
    await this.#stream.stub.append(late);
    await this.#stream.stub.advance({ epoch: older, output: Array(99).fill("void"), logs: "" });
  }
}

test("holds each event once, in order, whatever is told twice, late, or by an older lease", async ({
  expect,
}) => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(30), async (taken, after) => {
      const stream = newStream();
      const telling = new Telling(stream);
      for (const step of taken) await telling.take(step);
      const expected = telling.expected.map((event, index) => [index + 1, event]);
      expect(await stream.readAll()).toEqual(expected);
      expect(await stream.readAll(after)).toEqual(expected.slice(after));
    }),
    { numRuns: 40 },
  );
});
