import type { JsonObject } from "@headgate/shared";

/** Which integers a datatype has. Those of 64 bits end where JSON numbers stop being exact. */
const integers: Readonly<Record<string, readonly [number, number]>> = {
  UINT8: [0, 2 ** 8 - 1],
  UINT16: [0, 2 ** 16 - 1],
  UINT32: [0, 2 ** 32 - 1],
  UINT64: [0, Number.MAX_SAFE_INTEGER],
  INT8: [-(2 ** 7), 2 ** 7 - 1],
  INT16: [-(2 ** 15), 2 ** 15 - 1],
  INT32: [-(2 ** 31), 2 ** 31 - 1],
  INT64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

const floats = new Set(["FP16", "BF16", "FP32", "FP64"]);

/** The JSON Schema of one element; of a datatype that the protocol does not name, anything. */
export function elementSchema(datatype: string): JsonObject {
  const range = integers[datatype];
  if (range !== undefined) return { type: "integer", minimum: range[0], maximum: range[1] };
  if (floats.has(datatype)) return { type: "number" };
  if (datatype === "BOOL") return { type: "boolean" };
  return datatype === "BYTES" ? { type: "string" } : {};
}

/** What is wrong with a value as one element of `datatype`; null where nothing is. */
export function elementFault(datatype: string, value: unknown): string | null {
  const range = integers[datatype];
  if (range !== undefined) {
    const [least, most] = range;
    const fits = typeof value === "number" && Number.isInteger(value);
    return fits && value >= least && value <= most
      ? null
      : `must be an integer from ${least} to ${most}`;
  }
  if (floats.has(datatype)) return typeof value === "number" ? null : "must be a number";
  if (datatype === "BOOL") return typeof value === "boolean" ? null : "must be true or false";
  if (datatype === "BYTES") return typeof value === "string" ? null : "must be a string";
  return null;
}
