import fc from "fast-check";
import { describe, test } from "vitest";

import { agingMs, FairQueue } from "./fair-queue.ts";
import type { Waiting } from "./priority-class.ts";

type Item = { -readonly [Key in keyof Waiting]: Waiting[Key] };

let seq = 0;

function item(tokenId: string, changes: Partial<Item> = {}): Item {
  seq += 1;
  return { seq, tokenId, priority: 1, cost: 1, admittedAt: 0, notBefore: 0, epoch: 0, ...changes };
}

function many(count: number, tokenId: string, changes: Partial<Item> = {}): Item[] {
  return Array.from({ length: count }, () => item(tokenId, changes));
}

function queueOf(...items: Item[]): FairQueue<Item> {
  const queue = new FairQueue<Item>();
  for (const one of items) queue.add(one);
  return queue;
}

/** Serves the next one. */
function serve(queue: FairQueue<Item>, now = 0): Item | undefined {
  queue.wake(now);
  const [next] = queue.heads(now);
  if (next === undefined) return undefined;
  queue.charge(next);
  queue.remove(next);
  next.epoch += 1;
  return next;
}

function drain(queue: FairQueue<Item>, now = 0): Item[] {
  const served: Item[] = [];
  for (let next = serve(queue, now); next !== undefined; next = serve(queue, now)) {
    served.push(next);
  }
  return served;
}

const tokens = (items: Item[]): string => items.map(({ tokenId }) => tokenId).join("");

describe("tokens", () => {
  test("take turns, each in the order of its own arrival", ({ expect }) => {
    const served = drain(queueOf(...many(4, "a"), ...many(2, "b"), ...many(2, "c")));
    expect(tokens(served)).toBe("abcabcaa");
    const own = served.filter(({ tokenId }) => tokenId === "a").map((each) => each.seq);
    expect(own).toEqual(own.toSorted((a, b) => a - b));
  });

  test("share by cost: who asks for three times as much is served a third as often", ({
    expect,
  }) => {
    const queue = queueOf(...many(20, "a", { cost: 3 }), ...many(60, "b"));
    const first = Array.from({ length: 40 }, () => serve(queue));
    expect(first.filter((each) => each?.tokenId === "a")).toHaveLength(10);
  });

  test("that come late start where the others are: they neither catch up nor wait", ({
    expect,
  }) => {
    const queue = queueOf(...many(20, "a"));
    for (let count = 0; count < 10; count += 1) serve(queue);
    for (const late of many(3, "b")) queue.add(late);
    expect(tokens(drain(queue)).slice(0, 7)).toMatch(/^(ab|ba){3}a$/);
  });

  test("remember what they were served while they had nothing waiting", ({ expect }) => {
    const queue = new FairQueue<Item>();
    for (const direct of many(1, "a", { cost: 5 })) queue.charge(direct);
    for (const one of [...many(5, "a"), ...many(5, "b")]) queue.add(one);
    expect(tokens(drain(queue))).toBe("bbbbbaaaaa");
  });

  test("get back what they were charged for being served in vain", ({ expect }) => {
    const queue = queueOf(...many(3, "a"), ...many(3, "b"));
    const first = serve(queue);
    if (first !== undefined) queue.add(first);
    expect(tokens(drain(queue))).toBe("ababab");
  });
});

describe("priorities", () => {
  test("go in order", ({ expect }) => {
    const [low, middle, high] = [item("a", { priority: 2 }), item("a"), item("a", { priority: 0 })];
    expect(drain(queueOf(low, middle, high))).toEqual([high, middle, low]);
  });

  test("age: after a minute a class takes turns with the next better one", ({ expect }) => {
    const servedAt = (now: number): string => {
      const fresh = many(3, "b", { priority: 0, admittedAt: now });
      return tokens(drain(queueOf(...many(3, "a"), ...fresh), now));
    };
    expect(servedAt(agingMs - 1)).toBe("bbbaaa");
    expect(servedAt(agingMs)).toMatch(/^(ab|ba){3}$/);
  });

  test("that have aged never go before a better class altogether", ({ expect }) => {
    const flood = many(50, "a", { priority: 2 });
    const queue = queueOf(...flood);
    const served: (Item | undefined)[] = [];
    const now = 10 * agingMs;
    for (let round = 0; round < 10; round += 1) {
      queue.add(item("b", { priority: 0, admittedAt: now }));
      served.push(serve(queue, now), serve(queue, now));
    }
    expect(served.filter((each) => each?.tokenId === "b").length).toBeGreaterThanOrEqual(9);
  });
});

describe("a delayed prediction", () => {
  test("lets the others go first until its time, and then takes its old place", ({ expect }) => {
    const [first, second, third] = [item("a"), item("a"), item("a")];
    const queue = queueOf({ ...first, notBefore: 100 }, second, third);
    expect(queue.wakesAt).toBe(100);
    expect(serve(queue, 99)).toBe(second);
    expect(queue.length).toBe(2);
    expect(serve(queue, 100)?.seq).toBe(first.seq);
    expect(serve(queue, 100)).toBe(third);
  });

  test("can leave", ({ expect }) => {
    const one = item("a", { notBefore: 100 });
    const queue = queueOf(one);
    expect([queue.isReady, queue.lengths]).toEqual([false, [0, 1, 0]]);
    queue.remove(one);
    expect([queue.length, queue.wakesAt]).toEqual([0, Infinity]);
  });
});

const arbitraryItem = fc.record({
  token: fc.nat({ max: 5 }),
  priority: fc.constantFrom(0 as const, 1 as const, 2 as const),
  served: fc.boolean(),
});

test("what goes before a place is what is served before it", ({ expect }) => {
  fc.assert(
    fc.property(
      fc.array(arbitraryItem, { maxLength: 60 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 6, maxLength: 6 }),
      (arbitrary, costs) => {
        const queue = new FairQueue<Item>();
        for (const { token, priority, served } of arbitrary) {
          queue.add(item(`t${token}`, { priority, cost: costs[token] ?? 1 }));
          if (served) serve(queue);
        }
        const waiting = drain(copyOf(queue));
        let cost = 0;
        for (const [place, one] of waiting.entries()) {
          expect(queue.before(one, 0)).toEqual({ count: place, cost });
          cost += one.cost;
        }

        /** The same calls on another queue: the order of service without serving. */
        function copyOf(original: FairQueue<Item>): FairQueue<Item> {
          const copy = new FairQueue<Item>();
          const base = seq - arbitrary.length;
          for (const [index, { token, priority, served }] of arbitrary.entries()) {
            copy.add(
              item(`t${token}`, { seq: base + index + 1, priority, cost: costs[token] ?? 1 }),
            );
            if (served) serve(copy);
          }
          expect(copy.length).toBe(original.length);
          return copy;
        }
      },
    ),
  );
});
