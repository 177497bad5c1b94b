import { describe, test } from "vitest";

import { HeadgateError } from "@headgate/shared";

import { readCancelAfter } from "../src/predictions/cancel-after.ts";
import { continueTrace } from "../src/predictions/trace-context.ts";

describe("Cancel-After", () => {
  const read = (text: string) => readCancelAfter(new Headers({ "cancel-after": text }));

  test.for([
    ["90s", 90],
    ["5m", 300],
    ["1h30m45s", 5_445],
    ["2h", 7_200],
    ["1h5s", 3_605],
    ["300", 300],
    [" 30s ", 30],
    ["5", 5],
    ["168h", 604_800],
  ] as const)("of %s is %d seconds", ([text, seconds], { expect }) => {
    expect(read(text)).toBe(seconds * 1000);
  });

  test("that is missing sets no deadline", ({ expect }) => {
    expect(readCancelAfter(new Headers())).toBeNull();
  });

  test.for([
    ["soon", "is no duration"],
    ["", "is no duration"],
    ["1.5m", "is no duration"],
    ["-5s", "is no duration"],
    ["5m1h", "is no duration"],
    ["1d", "is no duration"],
    ["4s", "shorter than 5 seconds"],
    ["0", "shorter than 5 seconds"],
    ["168h1s", "longer than 7 days"],
    ["999999999", "longer than 7 days"],
  ] as const)("of %s is refused", ([text, message], { expect }) => {
    expect(() => read(text)).toThrow(HeadgateError);
    expect(() => read(text)).toThrow(message);
  });
});

describe("a trace", () => {
  const random = (bytes: number) => new Uint8Array(bytes).fill(0xab);
  const continued = (traceparent: string) => continueTrace(new Headers({ traceparent }), random);
  const trace = "0af7651916cd43dd8448eb211c80319c";

  test("is the caller's, under a span of our own", ({ expect }) => {
    expect(continued(`00-${trace}-b7ad6b7169203331-00`)).toBe(`00-${trace}-${"ab".repeat(8)}-00`);
    expect(continued(`00-${trace}-b7ad6b7169203331-01`)).toBe(`00-${trace}-${"ab".repeat(8)}-01`);
  });

  test("of a version to come is understood", ({ expect }) => {
    expect(continued(`cc-${trace}-b7ad6b7169203331-01-what-comes`)).toContain(trace);
  });

  test.for([
    "",
    `ff-${trace}-b7ad6b7169203331-01`,
    `00-${"0".repeat(32)}-b7ad6b7169203331-01`,
    `00-${trace}-${"0".repeat(16)}-01`,
    `00-${trace.toUpperCase()}-b7ad6b7169203331-01`,
    `00-${trace}-b7ad6b7169203331`,
    `00-${trace}-b7ad6b7169203331-01x`,
  ])("is new where %s is sent", (traceparent, { expect }) => {
    expect(continued(traceparent)).toBe(`00-${"ab".repeat(16)}-${"ab".repeat(8)}-01`);
  });
});
