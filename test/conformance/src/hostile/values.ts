import { type Probe, rejects } from "./probe.ts";

const open = (): unknown => ({ properties: { a: true } });

function parsed(text: string): () => unknown {
  return (): unknown => JSON.parse(text);
}

/** Name, schema, text of the value, keyword that rejects it; null where it is accepted. */
const inherited: [string, unknown, string, string | null][] = [
  ["required toString", { required: ["toString"] }, "{}", "required"],
  ["required __proto__", { required: ["__proto__"] }, "{}", "required"],
  ["required constructor", { required: ["constructor"] }, "{}", "required"],
  ["properties toString", { properties: { toString: false } }, "{}", null],
  ["properties constructor", { properties: { constructor: { type: "number" } } }, "{}", null],
  ["dependentRequired toString", { dependentRequired: { toString: ["a"] } }, "{}", null],
  ["dependentSchemas toString", { dependentSchemas: { toString: false } }, "{}", null],
  ["additionalProperties, own __proto__", { additionalProperties: false }, '{"__proto__":1}', ".*"],
  [
    "unevaluatedProperties, own __proto__",
    { unevaluatedProperties: false },
    '{"__proto__":1}',
    ".*",
  ],
  ["const, own __proto__", { const: {} }, '{"__proto__":{}}', "const"],
  ["propertyNames, own __proto__", { propertyNames: { maxLength: 3 } }, '{"__proto__":1}', ".*"],
];

export const valueProbes: Probe[] = [
  ...inherited.map(([name, schema, text, keyword]): Probe => ({
    name: `inherited members: ${name}`,
    schema: () => schema,
    value: parsed(text),
    expected: keyword === null ? { end: "accepts" } : rejects(keyword),
  })),
  {
    name: "undefined in the value",
    schema: open,
    value: () => ({ a: undefined }),
    expected: rejects("json"),
  },
  {
    name: "BigInt in the value",
    schema: open,
    value: () => ({ a: 1n }),
    expected: rejects("json"),
  },
  {
    name: "a value that contains itself",
    schema: open,
    value: () => {
      const value: Record<string, unknown> = {};
      value["a"] = value;
      return value;
    },
    expected: rejects("json"),
  },
  {
    name: "properties with own __proto__",
    schema: parsed('{"properties":{"__proto__":{"type":"string"}}}'),
    value: parsed('{"__proto__":1}'),
    expected: rejects("type"),
  },
];
