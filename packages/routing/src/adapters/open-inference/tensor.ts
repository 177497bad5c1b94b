import { isObject } from "@headgate/shared";

/** What a model says of one of its tensors. */
export interface TensorDescription {
  name: string;
  datatype: string;
  /** -1 stands for any length. */
  shape: number[];
}

/** A tensor as requests and answers carry it: `data` in row-major order. */
export interface Tensor extends TensorDescription {
  data: unknown[];
}

/** A value that does not fit its tensor, or an answer that is none; the message is shown as it is. */
export class TensorFault extends Error {
  override name = "TensorFault";
}

/** One value stands for a tensor that can hold but one. */
export function isScalar(shape: readonly number[]): boolean {
  return shape.every((length) => length === 1);
}

/** Null for what is no description of a tensor. */
export function readDescription(value: unknown): TensorDescription | null {
  if (!isObject(value)) return null;
  const { name, datatype, shape } = value;
  if (typeof name !== "string" || typeof datatype !== "string" || !isShape(shape)) return null;
  return { name, datatype, shape };
}

function isShape(shape: unknown): shape is number[] {
  return (
    Array.isArray(shape) &&
    shape.length <= maxRank &&
    shape.every((length) => Number.isSafeInteger(length) && length >= -1)
  );
}

/** Deeper ones would not pass the check of values. */
const maxRank = 32;
