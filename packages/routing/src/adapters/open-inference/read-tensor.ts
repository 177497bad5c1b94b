import { isObject } from "@headgate/shared";

import { isScalar, readDescription, type TensorDescription, TensorFault } from "./tensor.ts";

/**
 * The value of a tensor of an answer: nested like the shape that came with it, or alone where `described`, what metadata says of the
 * tensor, holds but one. Throws TensorFault.
 */
export function readTensor(
  output: unknown,
  described: TensorDescription | undefined,
): { name: string; value: unknown } {
  const tensor = readDescription(output);
  const data: unknown = isObject(output) ? output["data"] : undefined;
  if (tensor === null || !Array.isArray(data)) {
    throw new TensorFault("the answer has an output that is no tensor with its data in JSON");
  }
  const { name, shape } = tensor;
  const flat: unknown[] = data.some(Array.isArray) ? data.flat(Infinity) : data;
  const size = shape.reduce((product, length) => product * length, 1);
  if (shape.includes(-1) || size !== flat.length) {
    const message = `has ${flat.length} values for the shape [${shape.join(", ")}]`;
    throw new TensorFault(`the answer's tensor ${name} ${message}`);
  }
  const isAlone = size === 1 && isScalar(described?.shape ?? shape);
  return { name, value: isAlone ? flat[0] : nest(flat, shape) };
}

/** Row-major: the last length is the innermost. */
function nest(flat: unknown[], shape: number[]): unknown {
  const [outer = flat.length, ...inner] = shape;
  return inner.reduceRight<unknown[]>(chunk, flat).slice(0, outer);
}

function chunk(items: unknown[], length: number): unknown[] {
  const count = length === 0 ? 0 : items.length / length;
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  );
}
