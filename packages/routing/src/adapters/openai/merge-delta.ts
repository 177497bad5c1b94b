import { isObject, setOwn } from "@headgate/shared";

/** They name something, and some servers send them with every chunk. All other text is a piece of a longer one. */
const names = new Set(["finish_reason", "id", "name", "object", "role", "stop_reason", "type"]);

/**
 * Adds a delta of a stream to what its deltas before made: text is put behind text, members of objects are merged, items of arrays go
 * to the item of their `index` or behind the others, and of the rest the last one counts. Null changes nothing that is there.
 */
export function mergeDelta(into: Record<string, unknown>, delta: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(delta)) {
    setOwn(into, key, merged(Object.hasOwn(into, key) ? into[key] : undefined, value, key));
  }
}

function merged(held: unknown, value: unknown, key: string): unknown {
  if (value === null) return held ?? null;
  if (typeof value === "string" && typeof held === "string" && !names.has(key)) return held + value;
  if (Array.isArray(value)) return mergedItems(Array.isArray(held) ? held : [], value);
  if (!isObject(value)) return value;
  const whole = isObject(held) ? held : {};
  mergeDelta(whole, value);
  return whole;
}

function mergedItems(held: unknown[], items: unknown[]): unknown[] {
  for (const item of items) {
    const index = isObject(item) ? item["index"] : undefined;
    const known = held.find(
      (one) => isObject(one) && index !== undefined && one["index"] === index,
    );
    if (isObject(known) && isObject(item)) mergeDelta(known, item);
    else held.push(structuredClone(item));
  }
  return held;
}
