import { describe, test } from "vitest";

import { compileSchema } from "../compile-schema.ts";
import { closestTo } from "./closest.ts";

function warningsOf(schema: unknown): [pointer: string, message: string][] {
  return compileSchema(schema).warnings.map(({ pointer, message }) => [pointer, message]);
}

const misspelt: [string, string][] = [
  ["requird", "required"],
  ["require", "required"],
  ["Required", "required"],
  ["additional_properties", "additionalProperties"],
  ["addtionalProperties", "additionalProperties"],
  ["propertes", "properties"],
  ["minlength", "minLength"],
  ["maxLenght", "maxLength"],
  ["enums", "enum"],
  ["typ", "type"],
  ["defs", "$defs"],
  ["ref", "$ref"],
];

describe("a warning", () => {
  test.for(misspelt)("is given for %s, with what was meant", ([name, meant], { expect }) => {
    expect(warningsOf({ properties: { "a/b": { [name]: [] } } })).toEqual([
      [`/properties/a~1b/${name}`, `\`${name}\` is no keyword; did you mean \`${meant}\`?`],
    ]);
  });

  test("is given for keywords of other drafts, with what to write", ({ expect }) => {
    expect(warningsOf({ additionalItems: false, id: "x", $recursiveRef: "#" })).toEqual([
      [
        "/additionalItems",
        "`additionalItems` does nothing in 2020-12; write `prefixItems` for the first items and `items` for the others",
      ],
      ["/id", "`id` does nothing in 2020-12; write `$id`"],
      ["/$recursiveRef", "`$recursiveRef` does nothing in 2020-12; write `$dynamicRef`"],
    ]);
  });

  test("is given for formats that are not known", ({ expect }) => {
    expect(warningsOf({ anyOf: [{ format: "datetime" }, { format: "toString" }] })).toEqual([
      [
        "/anyOf/0/format",
        'the format "datetime" is not known, so it is not checked; did you mean "date-time"?',
      ],
      ["/anyOf/1/format", 'the format "toString" is not known, so it is not checked'],
    ]);
  });

  test("is given for nothing else", ({ expect }) => {
    const schema = {
      "x-requird": true,
      unit: "px",
      label: "Width",
      order: 1,
      note: "x",
      widget: "slider",
      toString: 1,
      $comment: "requird",
      definitions: { a: { const: { requird: true } } },
      properties: { requird: { format: "date" } },
      dependencies: { a: ["b"] },
    };
    expect(warningsOf(schema)).toEqual([]);
  });

  test("comes at most 50 times", ({ expect }) => {
    expect(warningsOf({ allOf: Array.from({ length: 60 }, () => ({ requird: [] })) })).toHaveLength(
      50,
    );
  });
});

test("the closest of names is one that differs in a slip or two", ({ expect }) => {
  expect(closestTo("abcdefgh", ["abcdfegh", "abcdefg"])).toBe("abcdfegh");
  expect(closestTo("min", ["minimum", "not"])).toBe(null);
  expect(closestTo("x".repeat(10_000), ["x".repeat(9999)])).toBe(null);
});
