import suite from "virtual:json-schema-test-suite";
import { describe, test } from "vitest";

import { type CompileOptions, trustPatterns } from "@headgate/shared";

import { countTests, missesOf } from "./judge-group.ts";
import { knownMisses } from "./known-misses.ts";

const documents = suite?.remotes ?? {};
// The suite has defaults and examples that break their schema: the standard lets them say nothing.
const assert: CompileOptions = { samples: "annotate", documents, judgePattern: trustPatterns };
const annotate: CompileOptions = { ...assert, formats: "annotate" };

const parts = [
  { name: "required", files: suite?.required ?? [], options: annotate, tests: 1299, least: 1299 },
  { name: "optional", files: suite?.optional ?? [], options: assert, tests: 162, least: 161 },
  { name: "format", files: suite?.format ?? [], options: assert, tests: 764, least: 763 },
];

describe.skipIf(suite === null)("JSON-Schema-Test-Suite of 2020-12 in workerd", () => {
  for (const { name, files, options, tests, least } of parts) {
    for (const file of files) {
      const path = `${name}/${file.name}`;
      test(`passes ${path} but for its known misses`, ({ expect }) => {
        const known = knownMisses[path] ?? [];
        const misses = missesOf(file, options);
        const unknown = misses.filter((miss) => !known.includes(miss.test));
        expect(unknown).toEqual([]);
        expect(misses.map((miss) => miss.test)).toEqual(known);
      });
    }

    test(`passes at least ${least} of the ${tests} ${name} tests`, ({ expect }) => {
      const misses = files.flatMap((file) => missesOf(file, options));
      expect(countTests(files)).toBe(tests);
      expect(tests - misses.length).toBeGreaterThanOrEqual(least);
    });
  }

  test("knows only misses of files that there are", ({ expect }) => {
    const outputs = { name: "output", files: suite?.output ?? [] };
    const paths = [...parts, outputs].flatMap(({ name, files }) =>
      files.map((file) => `${name}/${file.name}`),
    );
    expect(paths).toEqual(expect.arrayContaining(Object.keys(knownMisses)));
  });
});
