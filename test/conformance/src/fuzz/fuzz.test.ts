import { removeUriSchemePlugin } from "@hyperjump/browser";
import { getAllRegisteredSchemaUris } from "@hyperjump/json-schema";
import { test } from "vitest";

import { compareSchema } from "./compare-schema.ts";
import { explain } from "./explain.ts";

// No schema of the fuzz names a place in the network; this makes sure.
for (const scheme of ["http", "https", "file"]) removeUriSchemePlugin(scheme);

const schemas = Number(process.env["FUZZ_SCHEMAS"] ?? 2000);
const firstSeed = Number(process.env["FUZZ_SEED"] ?? 0);

test(`judges values of ${schemas} random schemas as the oracles do`, async ({ expect }) => {
  const registered = getAllRegisteredSchemaUris().length;
  const explained = new Map<string, number>();
  const unexplained: string[] = [];
  for (let seed = firstSeed; seed < firstSeed + schemas; seed += 1) {
    // One after the other: an oracle keeps its schemas for the whole process.
    for (const difference of await compareSchema(seed)) {
      const name = explain(difference);
      if (name === null) unexplained.push(JSON.stringify(difference));
      else explained.set(name, (explained.get(name) ?? 0) + 1);
    }
  }
  for (const [name, count] of explained) console.log(`${count} differences: ${name}`);
  expect(unexplained.slice(0, 5)).toEqual([]);
  expect(unexplained).toHaveLength(0);
  expect(getAllRegisteredSchemaUris()).toHaveLength(registered);
});
