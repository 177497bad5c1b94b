import { describe, test } from "vitest";

import { createValidator } from "../../schema/create-validator.ts";
import { compareSchemas } from "../compare-schemas.ts";
import type { SchemaComparison } from "../schema-comparison.ts";
import { applicatorChanges } from "./applicator-changes.ts";
import { arrayChanges } from "./array-changes.ts";
import type { Change, Relation } from "./change.ts";
import { combinedChanges } from "./combined-changes.ts";
import { defaultChanges } from "./default-changes.ts";
import { modelChanges } from "./model-changes.ts";
import { objectChanges } from "./object-changes.ts";
import { referenceChanges } from "./reference-changes.ts";
import { scalarChanges } from "./scalar-changes.ts";

const tables: [string, readonly Change[]][] = [
  ["scalars", scalarChanges],
  ["arrays", arrayChanges],
  ["objects", objectChanges],
  ["applicators", applicatorChanges],
  ["references", referenceChanges],
  ["defaults", defaultChanges],
  ["models", modelChanges],
  ["combinations", combinedChanges],
];

const answers: Readonly<Record<Relation, readonly [string, string]>> = {
  same: ["compatible patch", "compatible patch"],
  wider: ["compatible minor", "breaking major"],
  narrower: ["breaking major", "compatible minor"],
  apart: ["breaking major", "breaking major"],
};

function answer({ verdict, bump }: SchemaComparison): string {
  return `${verdict} ${bump}`;
}

describe.for(tables)("changes of %s", ([, changes]) => {
  test.for(changes)("%s", ([, before, after, relation], { expect }) => {
    const input = compareSchemas(before, after, "input");
    const output = compareSchemas(before, after, "output");
    expect([answer(input), answer(output)]).toEqual(answers[relation]);
    const [old, young] = [createValidator(before), createValidator(after)];
    for (const { counterExample } of input.breaks) {
      expect(old.check(counterExample).valid).toBe(true);
      expect(young.check(counterExample).valid).toBe(false);
    }
    for (const { counterExample } of output.breaks) {
      expect(young.check(counterExample).valid).toBe(true);
      expect(old.check(counterExample).valid).toBe(false);
    }
  });
});
