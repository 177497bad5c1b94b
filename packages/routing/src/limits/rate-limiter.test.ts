import { describe, test } from "vitest";

import { RateLimiter } from "./rate-limiter.ts";

const start = Date.UTC(2026, 10, 21);
const tenASecond = { requests_per_s: 10, burst: 3 };

function open(maxKeys = 100): RateLimiter {
  return new RateLimiter({ maxKeys });
}

describe("a rate limit", () => {
  test("takes a burst, then one call at a time, and says when", ({ expect }) => {
    const limiter = open();
    const take = (now: number) => limiter.take("a", tenASecond, start + now);
    const left = { limit: 3, retryAfterMs: null };
    expect(take(0)).toEqual({ ...left, remaining: 2, fullAt: start + 100 });
    expect(take(0)).toEqual({ ...left, remaining: 1, fullAt: start + 200 });
    expect(take(0)).toEqual({ ...left, remaining: 0, fullAt: start + 300 });
    const refused = { limit: 3, remaining: 0, fullAt: start + 300 };
    expect(take(0)).toEqual({ ...refused, retryAfterMs: 100 });
    expect(take(99)).toEqual({ ...refused, retryAfterMs: 1 });
    expect(take(100)).toMatchObject({ remaining: 0, retryAfterMs: null });
    expect(take(10_000)).toEqual({ ...left, remaining: 2, fullAt: start + 10_100 });
  });

  test("is not used up by what is refused", ({ expect }) => {
    const limiter = open();
    for (let count = 0; count < 1000; count += 1) limiter.take("a", tenASecond, start);
    expect(limiter.take("a", tenASecond, start + 100).retryAfterMs).toBeNull();
  });

  test("is each key's own", ({ expect }) => {
    const limiter = open();
    const once = { requests_per_s: 1, burst: 1 };
    expect(limiter.take("a", once, start).retryAfterMs).toBeNull();
    expect(limiter.take("b", once, start).retryAfterMs).toBeNull();
    expect(limiter.take("a", once, start).retryAfterMs).toBe(1000);
  });

  test("holds for calls less than one a second, too", ({ expect }) => {
    const limiter = open();
    const slow = { requests_per_s: 0.1, burst: 1 };
    expect(limiter.take("a", slow, start).remaining).toBe(0);
    expect(limiter.take("a", slow, start + 9_999).retryAfterMs).toBe(1);
    expect(limiter.take("a", slow, start + 10_000).retryAfterMs).toBeNull();
  });

  test("takes what a clock that goes back sends, and no more", ({ expect }) => {
    const limiter = open();
    for (let count = 0; count < 3; count += 1) limiter.take("a", tenASecond, start);
    expect(limiter.take("a", tenASecond, start - 1000).retryAfterMs).toBe(1100);
  });

  test("is kept of so many keys, those used last", ({ expect }) => {
    const limiter = open(4);
    const twice = { requests_per_s: 1, burst: 2 };
    const left = (key: string) => limiter.take(key, twice, start).remaining;
    expect(["a", "b", "c"].map(left)).toEqual([1, 1, 1]);
    // Used again, it is kept, while others come that are more than there is room for.
    expect(["a", "d", "e", "f"].map(left)).toEqual([0, 1, 1, 1]);
    expect(left("b")).toBe(1);
    expect(left("f")).toBe(0);
  });

  test("takes no longer where many keys come that are used once", ({ expect }) => {
    const time = (keys: number) => {
      const limiter = open(50_000);
      const began = performance.now();
      for (let call = 0; call < 200_000; call += 1) {
        limiter.take(`key ${call % keys}`, tenASecond, start);
      }
      return performance.now() - began;
    };
    time(10);
    expect(time(200_000) / time(10)).toBeLessThan(50);
  });
});

/** A plain bucket: it fills steadily, up to its size, and a call takes one out. */
function openPlainBucket(rate: number, size: number): (now: number) => boolean {
  let [level, at] = [size, start];
  return (now) => {
    level = Math.min(size, level + ((now - at) * rate) / 1000);
    at = now;
    if (level < 1 - 1e-6) return false;
    level -= 1;
    return true;
  };
}

test("random arrivals are taken as a bucket that fills steadily takes them", ({ expect }) => {
  for (let round = 0; round < 200; round += 1) {
    const rate = [1, 4, 8, 125, 1000][round % 5] ?? 1;
    const burst = 1 + (round % 7);
    const [limiter, plain] = [open(), openPlainBucket(rate, burst)];
    let now = start;
    for (let call = 0; call < 200; call += 1) {
      now += Math.floor(Math.random() * 2 * (1000 / rate + 1));
      const { retryAfterMs } = limiter.take("a", { requests_per_s: rate, burst }, now);
      expect(retryAfterMs === null).toBe(plain(now));
    }
  }
});

test("ten thousand a second are taken for an hour without drifting", ({ expect }) => {
  const limiter = open();
  const limit = { requests_per_s: 10_000, burst: 10_000 };
  let taken = 0;
  // A second of each minute, at twice the rate.
  for (let minute = 0; minute < 60; minute += 1) {
    for (let call = 0; call < 20_000; call += 1) {
      const now = start + minute * 60_000 + Math.floor(call / 20);
      if (limiter.take("a", limit, now).retryAfterMs === null) taken += 1;
    }
  }
  // Each minute: the burst, and what comes within the second (its last millisecond is its 999th).
  expect(taken / 60).toBeGreaterThan(19_950);
  expect(taken / 60).toBeLessThanOrEqual(20_000);
});
