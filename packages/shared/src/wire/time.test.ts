import { test } from "vitest";

import { readWireTime, toWireTime } from "./time.ts";

test("writes milliseconds as RFC 3339 with microseconds", ({ expect }) => {
  expect(toWireTime(Date.UTC(2026, 10, 21, 9, 30, 0, 123))).toBe("2026-11-21T09:30:00.123000Z");
  expect(toWireTime(0)).toBe("1970-01-01T00:00:00.000000Z");
});

test.for([Number.NaN, 1.5, 8.65e15, Date.UTC(10_000, 0)])("refuses %d", (ms, { expect }) => {
  expect(() => toWireTime(ms)).toThrow(RangeError);
});

test("reads RFC 3339 in any zone", ({ expect }) => {
  expect(readWireTime("2026-11-21T09:30:00.123456Z")).toBe(Date.UTC(2026, 10, 21, 9, 30, 0, 123));
  expect(readWireTime("2026-11-21t11:00:00+01:30")).toBe(Date.UTC(2026, 10, 21, 9, 30));
});

test.for(["", "2026-11-21", "2026-11-21T09:30:00", "2026-13-01T00:00:00Z", "1", "tomorrow"])(
  "reads no time in %j",
  (text, { expect }) => {
    expect(readWireTime(text)).toBeNull();
  },
);
