import fc from "fast-check";
import { test } from "vitest";

import { Line } from "./line.ts";

type Step = { do: "add" | "take" | "putBack" } | { do: "remove"; pick: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ do: "add" as const }) },
  { weight: 3, arbitrary: fc.constant({ do: "take" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "putBack" as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const), pick: fc.nat() }) },
);

test("does what a sorted array would do", ({ expect }) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const line = new Line<{ seq: number }>();
      let model: { seq: number }[] = [];
      const taken: { seq: number }[] = [];
      const leave = (item: { seq: number } | undefined): void => {
        if (item === undefined) return;
        line.remove(item);
        model = model.filter((other) => other !== item);
        taken.push(item);
      };
      let seq = 0;
      for (const action of steps) {
        if (action.do === "take") leave(line.head);
        else if (action.do === "remove") leave(model[action.pick % Math.max(1, model.length)]);
        else {
          const item = action.do === "putBack" ? taken.pop() : { seq: (seq += 1) };
          if (item === undefined) continue;
          line.add(item);
          model = [...model, item].toSorted((a, b) => a.seq - b.seq);
        }
        expect([...line]).toEqual(model);
        expect(line.length).toBe(model.length);
        expect(line.head).toBe(model[0]);
      }
      expect(model.map(({ seq: own }) => line.countBefore(own))).toEqual(model.map((_, at) => at));
      expect(model.map((_, at) => line.at(at))).toEqual(model);
    }),
  );
});

test("gives back the places of what has left, and keeps the rest", ({ expect }) => {
  const items = Array.from({ length: 5_000 }, (_, seq) => ({ seq }));
  const line = new Line<{ seq: number }>();
  for (const item of items) line.add(item);
  for (const item of items.slice(0, 4_000)) {
    expect(line.head).toBe(item);
    line.remove(item);
  }
  expect([...line]).toEqual(items.slice(4_000));
});
