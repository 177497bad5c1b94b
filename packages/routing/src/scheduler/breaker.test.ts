import { describe, test } from "vitest";

import { breakerLimits, breakerState, closedBreaker, noteFailure, noteSuccess } from "./breaker.ts";

/** A breaker that has just been opened, at 0. */
function opened(): ReturnType<typeof closedBreaker> {
  const breaker = closedBreaker();
  for (let count = 0; count < breakerLimits.failures; count += 1) noteFailure(breaker, false, 0);
  return breaker;
}

describe("a breaker", () => {
  test("opens at the fifth failure in a row, and says so once", ({ expect }) => {
    const breaker = closedBreaker();
    const changes = Array.from({ length: 7 }, () => noteFailure(breaker, false, 0));
    expect(changes).toEqual([false, false, false, false, true, false, false]);
    expect(breakerState(breaker, 0)).toBe("open");
  });

  test("stays closed while a success comes between failures", ({ expect }) => {
    const breaker = closedBreaker();
    for (let count = 0; count < 20; count += 1) {
      noteFailure(breaker, false, 0);
      if (count % 4 === 3) expect(noteSuccess(breaker)).toBe(false);
    }
    expect(breakerState(breaker, 0)).toBe("closed");
  });

  test("is half open after its time, and closed by a success", ({ expect }) => {
    const breaker = opened();
    expect(breakerState(breaker, 4_999)).toBe("open");
    expect(breakerState(breaker, 5_000)).toBe("half_open");
    expect(noteSuccess(breaker)).toBe(true);
    expect(breaker).toEqual(closedBreaker());
  });

  test("opens for twice as long each time a probe fails, a minute at most", ({ expect }) => {
    const breaker = opened();
    const times = Array.from({ length: 6 }, () => {
      const now = breaker.openUntil ?? 0;
      noteFailure(breaker, true, now);
      return (breaker.openUntil ?? 0) - now;
    });
    expect(times).toEqual([10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
  });

  test("that is open is not held open by what its backend had begun before", ({ expect }) => {
    const breaker = opened();
    expect(noteFailure(breaker, false, 6_000)).toBe(false);
    expect(breakerState(breaker, 6_000)).toBe("half_open");
  });
});
