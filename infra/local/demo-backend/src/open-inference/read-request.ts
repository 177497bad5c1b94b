import { isRecord, itemsOf } from "../cog/json.ts";
import type { Tensor, TensorDescription, TensorModel } from "./tensor-model.ts";

export interface InferenceRequest {
  id: string | undefined;
  inputs: Map<string, Tensor>;
}

/** Checks the body of an inference against what the model takes. Throws an error that says what is wrong. */
export function readRequest(body: unknown, model: TensorModel): InferenceRequest {
  if (!isRecord(body)) throw new Error("the body must be a JSON object");
  const { id } = body;
  const sent = itemsOf(body["inputs"]).map((input) => readTensor(input, model));
  const inputs = new Map(sent.map((tensor) => [tensor.name, tensor]));
  const missing = model.inputs.find(({ name }) => !inputs.has(name));
  if (missing !== undefined) throw new Error(`input '${missing.name}' is missing`);
  return { id: typeof id === "string" ? id : undefined, inputs };
}

function readTensor(input: unknown, model: TensorModel): Tensor {
  const { name, datatype, shape, data } = isRecord(input) ? input : {};
  const description = model.inputs.find((known) => known.name === name);
  if (description === undefined) throw new Error(`there is no input '${String(name)}'`);
  if (datatype !== description.datatype) {
    throw new Error(`input '${description.name}' is of datatype ${description.datatype}`);
  }
  const lengths = itemsOf(shape).filter((length) => typeof length === "number");
  checkShape(lengths, description);
  const values = itemsOf(data).flat(Infinity);
  const numbers = values.filter((value) => typeof value === "number");
  const size = lengths.reduce((product, length) => product * length, 1);
  if (numbers.length !== values.length || numbers.length !== size) {
    throw new Error(`input '${description.name}' needs ${size} numbers as its data`);
  }
  return { name: description.name, datatype: description.datatype, shape: lengths, data: numbers };
}

function checkShape(lengths: number[], { name, shape }: TensorDescription): void {
  const fits = shape.every((length, axis) => length === -1 || length === lengths[axis]);
  if (!fits || lengths.length !== shape.length) {
    throw new Error(`input '${name}' is of shape [${shape.join(",")}]`);
  }
}
