import { test } from "vitest";

import { bareSchemaFromCog } from "./bare-schema-from-cog.ts";
import { cogDocument } from "./fixtures/cog-document.ts";
import { upscaler } from "./fixtures/models.ts";
import { schemaFromCog } from "./schema-from-cog.ts";

/** Without `default` and `examples`, which no property of the model is called. */
function withoutSamples(value: unknown): unknown {
  const drop = (key: string, held: unknown) =>
    key === "default" || key === "examples" ? undefined : held;
  return JSON.parse(JSON.stringify(value, drop)) as unknown;
}

test("the bare schemas of a model are its schemas without defaults and examples", ({ expect }) => {
  const { warnings: _, ...whole } = schemaFromCog(upscaler);
  const { warnings: none, ...bare } = bareSchemaFromCog(upscaler);
  expect(bare).toEqual(withoutSamples(whole));
  expect(JSON.stringify(whole)).toContain('"default"');
  expect(none).toEqual([]);
});

test("a default that breaks its schema does not matter to the bare ones", ({ expect }) => {
  const properties = { n: { type: "integer", default: "many" } };
  const document = cogDocument({ Input: { type: "object", properties }, Output: {} });
  expect(bareSchemaFromCog(document).prediction.input).toMatchObject({
    properties: { n: { type: "integer" } },
  });
});
