import type { Path } from "./json.ts";

/** Either how many values a document holds, itself included, or where it cannot be JSON. */
export type Measure = { fault: null; count: number } | { fault: string; path: Path };

interface Container {
  value: object;
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
  const rootFault = scalarFault(root);
  if (rootFault !== null) return { fault: rootFault, path: [] };
  const open: Container[] = [];
  if (isContainer(root)) open.push({ value: root, depth: 1, key: "", parent: null });
  let count = 1;
  for (let container = open.pop(); container !== undefined; container = open.pop()) {
    if (container.depth > maxDepth) {
      return { fault: `is nested deeper than ${maxDepth} levels`, path: [] };
    }
    for (const [key, child] of entriesOf(container.value)) {
      count += 1;
      const fault = scalarFault(child) ?? nameFault(key);
      if (fault !== null) return { fault, path: [...pathOf(container), key] };
      if (isContainer(child)) {
        open.push({ value: child, depth: container.depth + 1, key, parent: container });
      }
    }
  }
  return { fault: null, count };
}

function entriesOf(container: object): Iterable<[string | number, unknown]> {
  return Array.isArray(container) ? container.entries() : Object.entries(container);
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function scalarFault(value: unknown): string | null {
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

function nameFault(key: string | number): string | null {
  if (typeof key === "number" || key.isWellFormed()) return null;
  return "is a property whose name is broken Unicode";
}

function pathOf(container: Container): Path {
  const path: Path = [];
  for (let at = container; at.parent !== null; at = at.parent) path.unshift(at.key);
  return path;
}
