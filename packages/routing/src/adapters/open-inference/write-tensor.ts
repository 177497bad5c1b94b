import { elementFault } from "./datatypes.ts";
import { isScalar, type Tensor, type TensorDescription, TensorFault } from "./tensor.ts";

/** The tensor of a value that is nested like its shape, or stands alone where the shape holds but one. Throws TensorFault. */
export function writeTensor(description: TensorDescription, value: unknown): Tensor {
  const { name, datatype, shape } = description;
  const walk = { name, datatype, at: [], data: [] };
  if (isScalar(shape) && !Array.isArray(value)) {
    take(value, walk);
    return { name, datatype, shape, data: walk.data };
  }
  const lengths = measure(value, description);
  flatten(value, { ...walk, lengths });
  return { name, datatype, shape: lengths, data: walk.data };
}

/** The lengths along the first items, which the tensor's own shape must allow. */
function measure(value: unknown, { name, shape }: TensorDescription): number[] {
  const lengths: number[] = [];
  let level = value;
  for (const [depth, length] of shape.entries()) {
    if (!Array.isArray(level)) {
      const message = `must be nested ${shape.length} arrays deep; it is ${depth} deep`;
      throw new TensorFault(`input.${name} ${message}`);
    }
    if (length !== -1 && level.length !== length) {
      const place = `input.${name}${"[0]".repeat(depth)}`;
      throw new TensorFault(`${place} has ${level.length} items; the model takes ${length}`);
    }
    lengths.push(level.length);
    if (level.length === 0) {
      // Without elements there is nothing to measure further down.
      return [...lengths, ...shape.slice(depth + 1).map((below) => Math.max(below, 0))];
    }
    level = level[0];
  }
  return lengths;
}

interface Walk {
  name: string;
  datatype: string;
  /** The indexes that lead to where the walk is: a place is only put into words where something is wrong. */
  at: number[];
  data: unknown[];
}

function flatten(value: unknown, walk: Walk & { lengths: number[] }): void {
  const { at, lengths } = walk;
  const length = lengths[at.length];
  if (length === undefined) return take(value, walk);
  if (!Array.isArray(value)) {
    throw new TensorFault(`${placeOf(walk)} must be an array of ${length} items`);
  }
  if (value.length !== length) {
    const message = `has ${value.length} items; those before it have ${length}`;
    throw new TensorFault(`${placeOf(walk)} ${message}`);
  }
  for (let index = 0; index < length; index += 1) {
    at.push(index);
    flatten(value[index], walk);
    at.pop();
  }
}

function take(value: unknown, walk: Walk): void {
  const fault = elementFault(walk.datatype, value);
  if (fault !== null) throw new TensorFault(`${placeOf(walk)} ${fault}`);
  walk.data.push(value);
}

function placeOf({ name, at }: Walk): string {
  return `input.${name}${at.map((index) => `[${index}]`).join("")}`;
}
