import { test } from "vitest";

import { isObject, type JsonObject } from "./json/json.ts";
import { prepareSchema, type PreparedSchema } from "./prepare-schema.ts";
import { resolveReferences } from "./resolve-references.ts";
import { surveySchema } from "./survey-schema.ts";

function prepare(schema: unknown): PreparedSchema {
  const survey = surveySchema(schema);
  const document = { root: schema, bytes: 0, hasDefaults: survey.hasDefaults };
  return prepareSchema(document, resolveReferences(survey));
}

function rootOf(schema: unknown): JsonObject {
  const { root } = prepare(schema);
  return isObject(root) ? root : {};
}

test("keeps what asserts something, and defaults", ({ expect }) => {
  const schema = {
    title: "x",
    "x-y": 1,
    format: "none",
    type: "string",
    default: "",
    maxLength: 3,
  };
  expect(rootOf(schema)).toEqual({ type: "string", default: "", maxLength: 3 });
});

test("writes false as a schema that can carry a place", ({ expect }) => {
  expect(rootOf({ items: false, not: true })).toEqual({ items: { not: {} }, not: true });
});

test("turns every form of reference into a key of the targets", ({ expect }) => {
  const $defs = { "b/c": { $id: "d", $anchor: "a", items: { $ref: "" }, not: { $ref: "#a" } } };
  const { root, targets } = prepare({ $ref: "d", $defs });
  expect(root).toEqual({ $ref: "/$defs/b~1c" });
  const itself = { $ref: "/$defs/b~1c" };
  expect(targets).toEqual({ "/$defs/b~1c": { items: itself, not: itself } });
});

test("joins const and enum, and never writes the choices out", ({ expect }) => {
  expect(rootOf({ const: { a: 1 } })["enum"]).toEqual([{ a: 1 }]);
  expect(rootOf({ const: 2, enum: [1, 2] })["enum"]).toEqual([2]);
  expect(rootOf({ const: 3, enum: [1, 2] })["enum"]).toEqual([]);
  expect(JSON.stringify(rootOf({ enum: ["x".repeat(1000)] }))).toBe('{"enum":"…"}');
});
