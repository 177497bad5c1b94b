import { type JsonObject, schemaDialect } from "@headgate/shared";

import { elementSchema } from "./datatypes.ts";
import { isScalar, type TensorDescription } from "./tensor.ts";

/**
 * The JSON Schema of an object that has one property a tensor: nested arrays in the tensor's shape, or a value alone where the shape
 * holds but one. Every tensor is required: metadata does not tell which may be left out.
 */
export function schemaOfTensors(tensors: readonly TensorDescription[]): JsonObject {
  return {
    $schema: schemaDialect,
    type: "object",
    additionalProperties: false,
    required: tensors.map(({ name }) => name),
    properties: Object.fromEntries(tensors.map((tensor) => [tensor.name, schemaOfTensor(tensor)])),
  };
}

function schemaOfTensor({ datatype, shape }: TensorDescription): JsonObject {
  const description = `${datatype} of shape [${shape.join(", ")}]`;
  const element = elementSchema(datatype);
  if (isScalar(shape)) return { ...element, description };
  return { ...shape.reduceRight(arrayOf, element), description };
}

function arrayOf(items: JsonObject, length: number): JsonObject {
  const bounds = length === -1 ? {} : { minItems: length, maxItems: length };
  return { type: "array", items, ...bounds };
}
