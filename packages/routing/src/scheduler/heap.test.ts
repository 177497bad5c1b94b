import fc from "fast-check";
import { test } from "vitest";

import { Heap } from "./heap.ts";

interface Weighed {
  weight: number;
  id: number;
}

const byWeight = (a: Weighed, b: Weighed): number => a.weight - b.weight || a.id - b.id;

const step = fc.record({
  do: fc.constantFrom("add" as const, "add" as const, "remove" as const, "change" as const),
  weight: fc.nat({ max: 20 }),
  pick: fc.nat(),
});

test("keeps the order of a sorted array through adding, removing and changing", ({ expect }) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const heap = new Heap(byWeight);
      let model: Weighed[] = [];
      for (const [id, { do: action, weight, pick }] of steps.entries()) {
        const picked = model[pick % Math.max(1, model.length)];
        if (action === "add") {
          const item = { weight, id };
          heap.add(item);
          model.push(item);
        } else if (picked !== undefined && action === "remove") {
          heap.remove(picked);
          model = model.filter((item) => item !== picked);
        } else if (picked !== undefined) {
          picked.weight = weight;
          heap.update(picked);
        }
        model.sort(byWeight);
        expect([...heap.inOrder()]).toEqual(model);
        expect(heap.least).toBe(model[0]);
        expect(heap.size).toBe(model.length);
        expect(model.every((item) => heap.has(item))).toBe(true);
      }
    }),
  );
});
