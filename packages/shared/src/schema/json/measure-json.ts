import { isObject, type JsonObject, type Path } from "./json.ts";

/** Either how many values a document holds, itself included, or where it cannot be JSON. */
export type Measure = { fault: null; count: number } | { fault: string; path: Path };

/** More than any text that a Worker can hold has: one array may stand in many places. */
const maxValues = 4_000_000;

/** An array or object that is still to be looked into. */
interface Container {
  value: unknown[] | JsonObject;
  depth: number;
  key: string | number;
  parent: Container | null;
}

/**
 * Counts the values of a document without recursion, so that no depth can overflow the stack. A fault is
 * more than `maxDepth` arrays and objects inside each other (cycles among them), a value that JSON
 * cannot carry, or a property name with half a surrogate pair.
 */
export function measureJson(root: unknown, maxDepth: number): Measure {
  const rootFault = valueFault(root);
  if (rootFault !== null) return { fault: rootFault, path: [] };
  const open: Container[] = [];
  if (isContainer(root)) open.push({ value: root, depth: 1, key: "", parent: null });
  let count = 1;
  for (let container = open.pop(); container !== undefined; container = open.pop()) {
    if (container.depth > maxDepth) {
      return { fault: `is nested deeper than ${maxDepth} levels`, path: [] };
    }
    const { value } = container;
    const inside = Array.isArray(value)
      ? lookIntoArray(open, container, value)
      : lookIntoObject(open, container, value);
    if (typeof inside !== "number") return inside;
    count += inside;
    if (count > maxValues) return { fault: `holds more than ${maxValues} values`, path: [] };
  }
  return { fault: null, count };
}

function lookIntoArray(open: Container[], parent: Container, items: unknown[]): number | Measure {
  const depth = parent.depth + 1;
  for (let key = 0; key < items.length; key++) {
    const value = items[key];
    if (isContainer(value)) {
      open.push({ value, depth, key, parent });
      continue;
    }
    const fault = valueFault(value);
    if (fault !== null) return { fault, path: [...pathOf(parent), key] };
  }
  return items.length;
}

function lookIntoObject(
  open: Container[],
  parent: Container,
  object: JsonObject,
): number | Measure {
  const depth = parent.depth + 1;
  let count = 0;
  for (const key in object) {
    if (!Object.hasOwn(object, key)) continue;
    count += 1;
    if (!key.isWellFormed()) {
      return {
        fault: "is a property whose name is broken Unicode",
        path: [...pathOf(parent), key],
      };
    }
    const value: unknown = object[key];
    if (isContainer(value)) {
      open.push({ value, depth, key, parent });
      continue;
    }
    const fault = valueFault(value);
    if (fault !== null) return { fault, path: [...pathOf(parent), key] };
  }
  return count;
}

function isContainer(value: unknown): value is unknown[] | JsonObject {
  return Array.isArray(value) || isObject(value);
}

function valueFault(value: unknown): string | null {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "object":
      return null;
    case "number":
      return Number.isFinite(value) ? null : "is a number that JSON cannot carry";
    default:
      return "is not a JSON value";
  }
}

function pathOf(container: Container): Path {
  const path: Path = [];
  for (let at = container; at.parent !== null; at = at.parent) path.unshift(at.key);
  return path;
}
