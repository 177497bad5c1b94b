import fc from "fast-check";
import { describe, test } from "vitest";

import {
  createPredictionId,
  gateName,
  maxShard,
  maxVersionKey,
  parsePredictionId,
} from "./prediction-id.ts";

const createdAt = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const versionKey = fc.integer({ min: 1, max: maxVersionKey });
const shard = fc.integer({ min: 0, max: maxShard });
const random = fc.uint8Array({ minLength: 4, maxLength: 4 });
const input = fc.record({ createdAt, versionKey, shard, random });

describe("creating an id", () => {
  test("lays the bits out as a UUID of version 8", ({ expect }) => {
    const id = createPredictionId({
      createdAt: 0x0123456789ab,
      versionKey: 12,
      shard: 0xdef,
      random: Uint8Array.of(0xfe, 0xdc, 0xba, 0x98),
    });
    expect(id).toBe("01234567-89ab-8def-8000-000cfedcba98");
  });

  test("gives an id from which everything is read back", ({ expect }) => {
    fc.assert(
      fc.property(input, ({ random: bytes, ...route }) => {
        const id = createPredictionId({ ...route, random: bytes });
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(parsePredictionId(id)).toEqual(route);
      }),
    );
  });

  test("gives ids that sort by their time", ({ expect }) => {
    fc.assert(
      fc.property(input, input, (one, other) => {
        fc.pre(one.createdAt < other.createdAt);
        expect(createPredictionId(one) < createPredictionId(other)).toBe(true);
      }),
    );
  });

  const valid = { createdAt: 1, versionKey: 1, shard: 0, random: new Uint8Array(4) };
  const wrong: [string, Partial<typeof valid>][] = [
    ["versionKey", { versionKey: 0 }],
    ["versionKey", { versionKey: 2 ** 30 }],
    ["versionKey", { versionKey: 1.5 }],
    ["versionKey", { versionKey: Number.NaN }],
    ["shard", { shard: -1 }],
    ["shard", { shard: 4096 }],
    ["createdAt", { createdAt: -1 }],
    ["createdAt", { createdAt: 2 ** 48 }],
    ["random", { random: new Uint8Array(5) }],
  ];

  test.for(wrong)("refuses a %s of %j", ([name, change], { expect }) => {
    expect(() => createPredictionId({ ...valid, ...change })).toThrow(RangeError);
    expect(() => createPredictionId({ ...valid, ...change })).toThrow(name);
  });
});

describe("reading an id", () => {
  const foreign: [string, string][] = [
    ["nothing", ""],
    ["a random UUID", "f47ac10b-58cc-4372-a567-0e02b2c3d479"],
    ["upper case", "01234567-89AB-8DEF-8000-000CFEDCBA98"],
    ["another variant", "01234567-89ab-8def-c000-000cfedcba98"],
    ["version key 0", "01234567-89ab-8def-8000-0000fedcba98"],
    ["a longer text", "01234567-89ab-8def-8000-000cfedcba98\n"],
    ["braces", "{1234567-89ab-8def-8000-000cfedcba9}"],
    ["a megabyte", "0".repeat(2 ** 20)],
  ];

  test.for(foreign)("gives null for %s", ([, text], { expect }) => {
    expect(parsePredictionId(text)).toBeNull();
  });
});

test("names the gate by version key and shard", ({ expect }) => {
  expect(gateName(12, 0)).toBe("v12-0");
  expect(() => gateName(0, 0)).toThrow(RangeError);
  expect(() => gateName(1, 4096)).toThrow(RangeError);
});
