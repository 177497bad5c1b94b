import { type Schema, Validator } from "@cfworker/json-schema";
import suite from "virtual:json-schema-test-suite";
import { describe, test } from "vitest";

import {
  compileSchema,
  type CompileOptions,
  type FlatSchema,
  trustPatterns,
} from "@headgate/shared";

import { tryToCompile } from "./judge-group.ts";

const documents = suite?.remotes ?? {};

/** A flat schema is a schema of 2020-12. The library writes into what it is given. */
function validatorOf(flat: FlatSchema): Validator {
  return new Validator(structuredClone<Schema | boolean>(flat), "2020-12");
}

describe.skipIf(suite === null)("the library on the flat form, in workerd", () => {
  for (const file of suite?.required ?? []) {
    test(`comes to our verdicts on required/${file.name}`, ({ expect }) => {
      const options: CompileOptions = {
        formats: "annotate",
        samples: "annotate",
        documents,
        judgePattern: trustPatterns,
      };
      const differences = file.groups.flatMap((group) => {
        const compiled = tryToCompile(group.schema, options);
        if (typeof compiled === "string") return [compiled];
        const library = validatorOf(compiled.flat);
        return group.tests
          .filter(({ data }) => compiled.check(data).valid !== library.validate(data).valid)
          .map(({ description }) => `${group.description} | ${description}`);
      });
      expect(differences).toEqual([]);
    });
  }
});

const closed = { unevaluatedProperties: false };
/** Pairs, because an object with a member `then` could be taken for a promise. */
const places: [place: string, keywords: [keyword: string, value: unknown][]][] = [
  ["allOf", [["allOf", [closed]]]],
  ["anyOf", [["anyOf", [closed]]]],
  ["oneOf", [["oneOf", [closed]]]],
  [
    "then",
    [
      ["if", true],
      ["then", closed],
    ],
  ],
  [
    "else",
    [
      ["if", false],
      ["else", closed],
    ],
  ],
  ["dependentSchemas", [["dependentSchemas", { a: closed }]]],
];

describe("an unevaluated keyword in a subschema, in workerd", () => {
  for (const [place, keywords] of places) {
    test(`sees in ${place} nothing of what the keywords around it evaluate`, ({ expect }) => {
      const beside = { $ref: "#/$defs/p", $defs: { p: { properties: { a: true } } } };
      const schema = { ...beside, ...Object.fromEntries(keywords) };
      const compiled = compileSchema(schema);
      expect(compiled.check({ a: 1 }).valid).toBe(false);
      // Where the library is wrong. When it no longer is, it can judge such schemas in the fuzz.
      expect(validatorOf(compiled.flat).validate({ a: 1 }).valid).toBe(true);
    });
  }
});
