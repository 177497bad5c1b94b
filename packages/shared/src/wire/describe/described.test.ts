import { expectTypeOf, test } from "vitest";

import type { Described } from "./described.ts";
import { orNull, text } from "./parts.ts";
import { wireObject } from "./wire-object.ts";

const part = wireObject("Part", { id: text });
const whole = wireObject(
  "Whole",
  {
    size: { type: ["integer", "null"] },
    kind: { enum: ["large", "small"] },
    fixed: { const: 1 },
    parts: { type: "array", items: part },
    part: orNull(part),
    schema: { type: ["object", "boolean"] },
    labels: { type: "object", additionalProperties: { type: "number" } },
    anything: { description: "Whatever it is." },
  },
  { late: { type: "boolean" } },
);

test("a described object has all its keys but those that may be missing", ({ expect }) => {
  expectTypeOf<Described<typeof whole>>().toEqualTypeOf<{
    size: number | null;
    kind: "large" | "small";
    fixed: 1;
    parts: { id: string }[];
    part: { id: string } | null;
    schema: boolean | { [name: string]: unknown };
    labels: { [name: string]: number };
    anything: unknown;
    late?: boolean;
  }>();
  expect(whole.required).not.toContain("late");
  expect(Object.keys(whole.properties)).toEqual([...whole.required, "late"]);
});
