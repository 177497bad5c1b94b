import { type Schema, Validator } from "@cfworker/json-schema";
import fc from "fast-check";
import { describe, test } from "vitest";

import { compileSchema } from "../schema/compile-schema.ts";
import { trustPatterns } from "../schema/limits/pattern-judge.ts";
import type { JsonSchema, VersionSchemas } from "../wire/version.ts";
import * as models from "./fixtures/models.ts";
import { fieldValues, samples } from "./fixtures/samples.ts";
import { type OpenApiComponents, openApiFromSchemas } from "./open-api-from-schemas.ts";
import { schemaFromCog } from "./schema-from-cog.ts";

/** The verdict of a validator that reads the components where they stand. */
function judge(components: OpenApiComponents, name: string, value: unknown): boolean {
  const document = { $ref: `#/components/schemas/${name}`, components } as Schema;
  return new Validator(document, "2020-12").validate(value).valid;
}

function check(schema: JsonSchema | undefined, value: unknown): boolean {
  return compileSchema(schema, { judgePattern: trustPatterns }).check(value).valid;
}

function versionOf(input: JsonSchema): VersionSchemas {
  return { prediction: { input, output: true } };
}

/** A sample with some fields changed, added or taken away; or something else altogether. */
const value = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(fc.constantFrom(...samples), changes()).map(applyChanges) },
  { weight: 1, arbitrary: fc.constantFrom(...fieldValues) },
);

function changes(): fc.Arbitrary<Record<string, unknown>> {
  const names = [...new Set(samples.flatMap((sample) => Object.keys(sample)))];
  const held = fc.constantFrom(undefined, ...fieldValues);
  return fc.dictionary(fc.constantFrom(...names), held, { maxKeys: 2 });
}

function applyChanges([sample, changed]: [object, object]): unknown {
  return Object.fromEntries(
    Object.entries({ ...sample, ...changed }).filter(([, held]) => held !== undefined),
  );
}

describe("components of OpenAPI 3.1", () => {
  test.for(Object.entries(models))("judge as the schemas do: %s", ([, document], { expect }) => {
    const schemas = schemaFromCog(document, { judgePattern: trustPatterns });
    const components = openApiFromSchemas(schemas);
    const { prediction, training } = schemas;
    const roots: [string, JsonSchema | undefined][] = [
      ["Input", prediction.input],
      ["Output", prediction.output],
      ["TrainingInput", training?.input],
      ["TrainingOutput", training?.output],
    ];
    const present = roots.filter(([, schema]) => schema !== undefined);
    const compiled = present.map(([name, schema]) => ({
      name,
      validator: compileSchema(schema, { judgePattern: trustPatterns }),
    }));
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(value, (one) => {
        for (const { name, validator } of compiled) {
          const { valid } = validator.check(one);
          verdicts.add(valid);
          expect(judge(components, name, one)).toBe(valid);
        }
      }),
      { numRuns: 1000 },
    );
    expect(verdicts).toEqual(new Set([true, false]));
  });

  test("hold the definitions of all schemas, under names of their own", ({ expect }) => {
    const { schemas } = openApiFromSchemas(schemaFromCog(models.tracker));
    expect(Object.keys(schemas).toSorted()).toEqual(
      ["Input", "Output", "TrainingInput", "TrainingOutput", "mode", "mode_2", "mode_3"].toSorted(),
    );
    expect(schemas["TrainingInput"]).toMatchObject({
      properties: { mode: { $ref: "#/components/schemas/mode_3", default: "fast" } },
    });
  });

  test("name definitions as OpenAPI allows", ({ expect }) => {
    const components = openApiFromSchemas(
      versionOf({
        properties: {
          a: { $ref: "#/$defs/%2Fa%20b" },
          b: { $ref: "#/$defs/Output" },
          c: { $ref: "#/$defs/" },
        },
        $defs: { "/a b": true, Output: { type: "null" }, "": { type: "string" } },
      }),
    );
    expect(Object.keys(components.schemas)).toEqual(["Input", "_a_b", "Output_2", "_", "Output"]);
    expect(judge(components, "Input", { a: 1, b: null, c: "" })).toBe(true);
    expect(judge(components, "Input", { b: 1 })).toBe(false);
    expect(judge(components, "Input", { c: 1 })).toBe(false);
  });

  test("follow references to the root and to places in it", ({ expect }) => {
    const components = openApiFromSchemas(
      versionOf({
        properties: { next: { $ref: "#" }, n: { type: "integer" }, m: { $ref: "#/properties/n" } },
      }),
    );
    expect(judge(components, "Input", { next: { next: { m: 1 } } })).toBe(true);
    expect(judge(components, "Input", { next: { next: { m: "1" } } })).toBe(false);
  });

  test("leave data alone that looks like a reference", ({ expect }) => {
    const data = { $ref: "#/$defs/a" };
    const input = { const: data, properties: { $ref: { enum: [data] } }, default: data };
    expect(openApiFromSchemas(versionOf(input)).schemas["Input"]).toEqual(input);
  });

  test("keep a schema whole that names its places itself", ({ expect }) => {
    const input = {
      properties: { a: { $ref: "#a" } },
      $defs: { a: { $anchor: "a", type: "integer" } },
    };
    const components = openApiFromSchemas(versionOf(input));
    expect(components.schemas["Input"]).toEqual({ $id: "urn:headgate:schema:Input", ...input });
    expect(check(components.schemas["Input"], { a: "1" })).toBe(false);
    const named = { $id: "https://example.com/a", type: "object" };
    expect(openApiFromSchemas(versionOf(named)).schemas["Input"]).toEqual(named);
  });

  test("take schemas that are true or false", ({ expect }) => {
    expect(openApiFromSchemas(versionOf(false)).schemas).toEqual({ Input: false, Output: true });
  });
});
