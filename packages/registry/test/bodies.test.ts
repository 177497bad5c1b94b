import { test } from "vitest";

import { compileSchema, trustPatterns } from "@headgate/shared";

import * as registry from "../src/index.ts";

type Node = Record<string, unknown>;

const annotations = new Set(["description", "writeOnly"]);

/** The schema as checking sees it: no annotations, and nothing else left out. */
function withoutAnnotations(schema: Node): Node {
  const kept = Object.entries(schema).filter(([keyword]) => !annotations.has(keyword));
  return Object.fromEntries(
    kept.map(([keyword, held]) => {
      if (keyword === "properties") return [keyword, mapValues(held as Node)];
      if (keyword === "anyOf") return [keyword, (held as Node[]).map(withoutAnnotations)];
      return [keyword, keyword === "items" ? withoutAnnotations(held as Node) : held];
    }),
  );
}

function mapValues(schemas: Node): Node {
  const entries = Object.entries(schemas) as [string, Node][];
  return Object.fromEntries(entries.map(([name, schema]) => [name, withoutAnnotations(schema)]));
}

const bodies = Object.entries(registry).filter(
  ([, held]) => typeof held === "object" && "parse" in held,
);

test.for(bodies)("%s needs no compiling: it is flat as it stands", ([, body], { expect }) => {
  const { schema } = body as unknown as { schema: Node };
  const { flat, warnings } = compileSchema(schema, { judgePattern: trustPatterns });
  expect(warnings).toEqual([]);
  expect(flat).toEqual(withoutAnnotations(schema));
});
