import fc from "fast-check";
import { describe, test } from "vitest";

import { compileSchema } from "@headgate/shared";

import { readTensor } from "./read-tensor.ts";
import { schemaOfTensors } from "./tensor-schema.ts";
import { TensorFault } from "./tensor.ts";
import { writeTensor } from "./write-tensor.ts";

function described(shape: number[], datatype = "FP32", name = "x") {
  return { name, datatype, shape };
}

describe("the schema of tensors", () => {
  test("has a property for each, nested in its shape", ({ expect }) => {
    const schema = schemaOfTensors([
      described([-1, 3], "UINT8", "image"),
      described([1], "BYTES", "prompt"),
    ]);
    expect(schema).toEqual({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      additionalProperties: false,
      required: ["image", "prompt"],
      properties: {
        image: {
          type: "array",
          items: {
            type: "array",
            minItems: 3,
            maxItems: 3,
            items: { type: "integer", minimum: 0, maximum: 255 },
          },
          description: "UINT8 of shape [-1, 3]",
        },
        prompt: { type: "string", description: "BYTES of shape [1]" },
      },
    });
    expect(compileSchema(schema).warnings).toEqual([]);
  });

  test.for([
    ["BOOL", { type: "boolean" }],
    ["FP16", { type: "number" }],
    ["INT64", { type: "integer", minimum: -(2 ** 53 - 1), maximum: 2 ** 53 - 1 }],
    ["COMPLEX64", {}],
  ] as const)("says of %s what JSON can", ([datatype, element], { expect }) => {
    const { properties } = schemaOfTensors([described([], datatype)]);
    expect(properties).toMatchObject({ x: element });
  });
});

describe("writing a tensor", () => {
  test("flattens row by row and tells the shape that came", ({ expect }) => {
    const value = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const tensor = { name: "x", datatype: "FP32", shape: [2, 3], data: [1, 2, 3, 4, 5, 6] };
    expect(writeTensor(described([-1, 3]), value)).toEqual(tensor);
  });

  test.for([
    [[1], 7, [1], [7]],
    [[], 7, [], [7]],
    [[1, 1], 7, [1, 1], [7]],
    [[1], [7], [1], [7]],
    [[-1], [], [0], []],
    [[-1, 4], [], [0, 4], []],
    [[2, -1], [[], []], [2, 0], []],
  ] as const)("of shape %j takes %j", ([shape, value, lengths, data], { expect }) => {
    expect(writeTensor(described([...shape]), value)).toMatchObject({ shape: lengths, data });
  });

  test.for([
    [[-1], "FP32", 7, "input.x must be nested 1 arrays deep; it is 0 deep"],
    [[-1, -1], "FP32", [1], "input.x must be nested 2 arrays deep; it is 1 deep"],
    [[2, 2], "FP32", [[1, 2]], "input.x has 1 items; the model takes 2"],
    [[-1, 2], "FP32", [[1]], "input.x[0] has 1 items; the model takes 2"],
    [[-1, -1], "FP32", [[1], [1, 2]], "input.x[1] has 2 items; those before it have 1"],
    [[-1, -1], "FP32", [[1], 2], "input.x[1] must be an array of 1 items"],
    [[-1], "FP32", [1, [2]], "input.x[1] must be a number"],
    [[-1], "UINT8", [256], "input.x[0] must be an integer from 0 to 255"],
    [[-1], "INT32", [1.5], "input.x[0] must be an integer from -2147483648 to 2147483647"],
    [[-1], "UINT64", [2 ** 53], "input.x[0] must be an integer from 0 to 9007199254740991"],
    [[1], "BOOL", 1, "input.x must be true or false"],
    [[1], "BYTES", null, "input.x must be a string"],
  ] as const)("of shape %j and %s refuses %j", ([shape, datatype, value, message], { expect }) => {
    const description = described([...shape], datatype);
    expect(() => writeTensor(description, value)).toThrow(new TensorFault(message));
  });

  test("allocates nothing for lengths that only metadata speaks of", ({ expect }) => {
    expect(writeTensor(described([-1, 2 ** 50]), [])).toMatchObject({ shape: [0, 2 ** 50] });
  });
});

describe("reading a tensor", () => {
  test("nests what is flat, and takes what is nested as it is", ({ expect }) => {
    const nested = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    const tensor = { name: "y", datatype: "INT8", shape: [3, 2] };
    const both = [[1, 2, 3, 4, 5, 6], nested];
    for (const data of both) {
      expect(readTensor({ ...tensor, data }, undefined)).toEqual({ name: "y", value: nested });
    }
  });

  test.for([
    [[1], [1], 7],
    [[], [], 7],
    [[-1], [1], [7]],
    [[-1, 1], [1, 1], [[7]]],
  ] as const)("described as %j that came as %j gives %j", ([shape, came, value], { expect }) => {
    const output = { name: "x", datatype: "FP32", shape: [...came], data: [7] };
    expect(readTensor(output, described([...shape]))).toEqual({ name: "x", value });
  });

  test("gives the empty array of a tensor without elements", ({ expect }) => {
    const output = { name: "x", datatype: "FP32", shape: [0, 4], data: [] };
    expect(readTensor(output, described([-1, 4]))).toMatchObject({ value: [] });
  });

  test.for([
    null,
    {},
    { name: "x", datatype: "FP32", shape: [2] },
    { name: "x", datatype: "FP32", shape: [2], data: [1] },
    { name: "x", datatype: "FP32", shape: [-1], data: [1] },
    { name: "x", datatype: "FP32", shape: [1.5], data: [1] },
    { name: "x", datatype: "FP32", shape: "2", data: [1, 2] },
  ])("refuses %j", (output, { expect }) => {
    expect(() => readTensor(output, undefined)).toThrow(TensorFault);
  });
});

test("a tensor that was written reads as the value that it was written from", ({ expect }) => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(shapes, (shape) => {
      let next = 0;
      const value = shape.reduceRight<() => unknown>(
        (inner, length) => () => Array.from({ length }, inner),
        () => (next += 1),
      )();
      const description = described([-1, ...shape.slice(1)]);
      const tensor = writeTensor(description, value);
      expect(tensor.data).toEqual(Array.from({ length: next }, (_, index) => index + 1));
      expect(readTensor(tensor, description).value).toEqual(value);
      expect(compileSchema(schemaOfTensors([description])).check({ x: value }).valid).toBe(true);
    }),
  );
});
