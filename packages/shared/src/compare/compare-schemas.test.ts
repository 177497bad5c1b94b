import { describe, test } from "vitest";

import type { FlatSchema } from "../schema/flat-schema.ts";
import { bumpFor } from "./bump-for.ts";
import { compareSchemas } from "./compare-schemas.ts";
import type { SchemaDirection } from "./schema-comparison.ts";

function object(properties: object, more: object = {}): FlatSchema {
  return { type: "object", properties, ...more };
}

function messages(before: FlatSchema, after: FlatSchema, direction: SchemaDirection): string[] {
  return compareSchemas(before, after, direction).breaks.map(({ message }) => message);
}

const text = { type: "string" };

describe("a break of an input", () => {
  const cases: [string, FlatSchema, FlatSchema][] = [
    [
      "`scale` no longer accepts 8 or 16: it must be one of 2, 4",
      object({ scale: { enum: [2, 4, 8, 16] } }),
      object({ scale: { enum: [2, 4] } }),
    ],
    ["`prompt` is required from now on", object({}), object({}, { required: ["prompt"] })],
    [
      "`seed` no longer accepts null: it must be an integer",
      object({ seed: { type: ["integer", "null"] } }),
      object({ seed: { type: "integer" } }),
    ],
    [
      "`seed` is no longer accepted",
      object({ seed: true }, { additionalProperties: false }),
      object({}, { additionalProperties: false }),
    ],
    [
      "`steps` no longer accepts 51: it must be at most 50",
      object({ steps: { type: "integer", maximum: 100 } }),
      object({ steps: { type: "integer", maximum: 50 } }),
    ],
  ];

  test.for(cases)("says: %s", ([message, before, after], { expect }) => {
    expect(messages(before, after, "input")).toEqual([message]);
  });

  test("has the place of the keyword, the place of the value and a whole value", ({ expect }) => {
    const before = object({ sizes: { type: "array", items: { type: "number" } } });
    const after = object(
      { sizes: { $ref: "#/$defs//$defs/sizes" } },
      {
        $defs: { "/$defs/sizes": { type: "array", items: { type: "integer" } } },
      },
    );
    expect(compareSchemas(before, after, "input").breaks).toEqual([
      {
        pointer: "/$defs/sizes/items/type",
        instanceLocation: "/sizes/0",
        message: "`sizes[0]` no longer accepts a fraction: it must be an integer",
        counterExample: { sizes: [0.5] },
      },
    ]);
  });
});

describe("a break of an output", () => {
  const cases: [string, FlatSchema, FlatSchema][] = [
    ["the value may be null where old readers expect a string", text, { type: ["string", "null"] }],
    [
      "`url` may be missing where old readers expect it",
      object({ url: text }, { required: ["url"] }),
      object({ url: text }),
    ],
    [
      '`state` may be "lost" where old readers expect one of "done", "failed"',
      object({ state: { enum: ["done", "failed"] } }),
      object({ state: { enum: ["done", "failed", "lost"] } }),
    ],
    [
      "`logs` may be there, which old readers do not know",
      object({}, { additionalProperties: false }),
      object({ logs: text }, { additionalProperties: false }),
    ],
  ];

  test.for(cases)("says: %s", ([message, before, after], { expect }) => {
    expect(messages(before, after, "output")).toEqual([message]);
  });
});

describe("several breaks", () => {
  test("are each reported, the plainest counter-example first", ({ expect }) => {
    const before = object({ prompt: text, steps: { type: "integer" }, extra: text });
    const after = object(
      { prompt: text, steps: { type: "integer", minimum: 1 }, extra: { ...text, maxLength: 3 } },
      { required: ["prompt"] },
    );
    const { breaks } = compareSchemas(before, after, "input");
    expect(breaks.map(({ pointer }) => pointer)).toEqual([
      "/required",
      "/properties/steps/minimum",
      "/properties/extra/maxLength",
    ]);
  });

  test("are twenty at most", ({ expect }) => {
    const properties = (type: string): object =>
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`p${index}`, { type }]));
    const before = object(properties("number"));
    expect(compareSchemas(before, object(properties("integer")), "input").breaks).toHaveLength(20);
  });
});

test("a version's bump is the larger of its two", ({ expect }) => {
  const same = compareSchemas(text, text, "input");
  const wider = compareSchemas(text, {}, "input");
  const narrower = compareSchemas({}, text, "input");
  expect(bumpFor(same, same)).toBe("patch");
  expect(bumpFor(same, wider)).toBe("minor");
  expect(bumpFor(narrower, wider)).toBe("major");
});
