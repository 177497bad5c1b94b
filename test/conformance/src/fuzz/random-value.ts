import type { Random } from "./random.ts";

type Pool<Item> = readonly [Item, ...Item[]];

/** Few, so that values and schemas meet. Some are also names of what every object inherits. */
const names: Pool<string> = ["a", "b", "c", "a/b", "~", "é", "0", "toString", "__proto__"];
const strings: Pool<string> = ["", "a", "b", "ab", "aab", "💩", "a/b", "1", "toString"];
export const numbers: Pool<number> = [0, 1, 2, 3, -1, 1.5, 0.1, 0.3, 19.99, 1e3, 1e-8, -0];
const literals: Pool<unknown> = [null, true, false, ...numbers, ...strings];

/** A JSON value, most often an array or an object of at most this many levels. */
export function randomValue(random: Random, levels = 3): unknown {
  if (levels === 0 || random.chance(0.25)) return random.pick(literals);
  if (random.chance(0.4)) return randomArray(random, levels);
  return randomObject(random, () => randomValue(random, levels - 1));
}

function randomArray(random: Random, levels: number): unknown[] {
  const items = Array.from({ length: random.below(5) }, () => randomValue(random, levels - 1));
  const [first] = items;
  return first !== undefined && random.chance(0.2) ? [...items, structuredClone(first)] : items;
}

/** An object with up to four members, made as `JSON.parse` does: `__proto__` is one of its own. */
export function randomObject<Member>(
  random: Random,
  member: (name: string) => Member,
): Record<string, Member> {
  const chosen = new Set(Array.from({ length: random.below(5) }, () => pickName(random)));
  return Object.fromEntries([...chosen].map((name) => [name, member(name)]));
}

/** Mostly one of the first three, so that keywords speak of the same members. */
export function pickName(random: Random): string {
  return random.chance(0.7) ? random.pick(["a", "b", "c"]) : random.pick(names);
}
