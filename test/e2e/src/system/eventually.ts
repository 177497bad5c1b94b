import { setTimeout as pause } from "node:timers/promises";

const pollMs = 50;

/** Reads again and again until `isReached` likes the value, and gives it. Throws with the last value after `deadlineMs`. */
export async function eventually<Value>(
  read: () => Value | Promise<Value>,
  isReached: (value: Value) => boolean,
  deadlineMs = 20_000,
): Promise<Value> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const value = await read();
    if (isReached(value)) return value;
    if (performance.now() > deadline) {
      throw new Error(`not reached within ${deadlineMs} ms; last was ${JSON.stringify(value)}`);
    }
    await pause(pollMs);
  }
}
