import { describe, test } from "vitest";

import { baseten } from "./seeds/baseten.ts";
import { clarifai } from "./seeds/clarifai.ts";
import { elsewhere } from "./seeds/elsewhere.ts";
import { modzy } from "./seeds/modzy.ts";
import type { SeedRow } from "./seeds/seed-row.ts";
import { makeSeedScene } from "./seeds/seed-scene.ts";
import { wriftai } from "./seeds/wriftai.ts";

const rows = [...wriftai, ...modzy, ...clarifai, ...baseten];

const titled = rows.map((row): [string, SeedRow] => [`${row.source}: “${row.sentence}”`, row]);

describe("what the seeds say of model versions is so here", () => {
  test.for(titled)("%s", async ([, { exercise }], { expect }) => {
    expect.hasAssertions();
    await exercise(await makeSeedScene(), expect);
  });
});

test(`of the seeds' sentences ${rows.length} are exercised and ${elsewhere.length} belong elsewhere; none is listed twice`, ({
  expect,
}) => {
  const keys = [...rows, ...elsewhere].map(({ source, sentence }) => `${source}: ${sentence}`);
  expect(new Set(keys).size).toBe(keys.length);
});
