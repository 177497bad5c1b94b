import suite from "virtual:json-schema-test-suite";
import { describe, test } from "vitest";

import { compileSchema, type SchemaProblem, trustPatterns } from "@headgate/shared";

import { knownMisses } from "./known-misses.ts";

const documents = suite?.remotes ?? {};
const outputSchema = "https://json-schema.org/draft/2020-12/output/schema";

/** The standard's `basic` output, which also wants annotations of a value that is accepted. */
function toBasicOutput(problems: SchemaProblem[]): unknown {
  const errors = problems.map(({ keywordLocation, instanceLocation, message }) => ({
    valid: false,
    keywordLocation,
    instanceLocation,
    error: message,
  }));
  return { valid: false, errors };
}

describe.skipIf(suite === null)("output tests of JSON-Schema-Test-Suite in workerd", () => {
  for (const { name, groups } of suite?.output ?? []) {
    test(`says where a value of output/${name} is wrong as the standard does`, ({ expect }) => {
      const misses: string[] = [];
      for (const group of groups) {
        const options = { documents, judgePattern: trustPatterns };
        const compiled = compileSchema(group.schema, options);
        for (const { description, data, output } of group.tests) {
          const check = compiled.check(data);
          const expected = compileSchema(output["basic"], {
            documents: { [outputSchema]: suite?.outputSchema ?? false },
            judgePattern: trustPatterns,
          });
          const given = check.valid ? { valid: true } : toBasicOutput(check.problems);
          if (!expected.check(given).valid) misses.push(`${group.description} | ${description}`);
        }
      }
      expect(misses).toEqual(knownMisses[`output/${name}`] ?? []);
    });
  }
});
