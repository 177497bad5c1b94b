import { describe, test } from "vitest";

import { compileCost } from "../src/index.ts";

describe("a cost", () => {
  test.for([
    ["input.width * input.height / 1000000", { width: 2000, height: 1200 }, 3],
    ["input.width * input.height * input.steps / 1e6", { width: 512, height: 512, steps: 30 }, 8],
    ["size(input.images)", { images: ["a", "b"] }, 2],
    ["size(input.images) * 2 + 1", { images: ["a", "b"] }, 5],
    ["has(input.steps) ? input.steps / 20 : 1", {}, 1],
    ["has(input.steps) ? input.steps / 20 : 1", { steps: 50 }, 3],
    ['input.quality == "high" ? 4 : 1', { quality: "high" }, 4],
    ["max(2, min(input.n, 10))", { n: 50 }, 10],
    ["ceil(input.n / 2) + floor(input.n)", { n: 3.5 }, 5],
    ["input.n % 4", { n: 7 }, 3],
    ["2 in input.sizes ? 2 : 1", { sizes: [1, 2] }, 2],
    ['input["number of images"]', { "number of images": 5 }, 5],
    ["int(input.n)", { n: 2.9 }, 2],
    ["input.text.contains('x') ? 3 : 1", { text: "axb" }, 3],
    ["0 - input.n", { n: 5 }, 1],
    ["input.n * 1e30", { n: 5 }, 1_000_000],
    ["input", 3, 3],
  ] as const)("%s of %j is %d", ([text, input, cost], { expect }) => {
    expect(compileCost(text)(input)).toBe(cost);
  });

  test.for([
    ["", "EOF"],
    ["input.width *", "EOF"],
    ["width * 2", "width"],
    ["input.a.map(x, x * 2)", "it may not call `map`"],
    ["size(input.a.filter(x, x > 2))", "it may not call `filter`"],
    ["input.a.exists(x, x > 2) ? 2 : 1", "it may not call `exists`"],
    ["input.a.matches('(a+)+$') ? 2 : 1", "it may not call `matches`"],
    ["cel.bind(x, input.a, x)", "it may not call `bind`"],
    ["size(input.a) > 2", "it gives a bool, and a cost is a number"],
    ["'many'", "it gives a string"],
    ["[1, 2].map(x, [1].map(y, x))", "it may not call `map`"],
  ] as const)("is not what %s gives", ([text, message], { expect }) => {
    expect(() => compileCost(text)).toThrow(message);
  });

  test.for([
    ["long", `1${" + 1".repeat(250)}`, "it is longer than 1000 characters"],
    ["manifold", `1${"+1".repeat(150)}`, "maxAstNodes"],
    ["deep", `${"(".repeat(50)}1${")".repeat(50)}`, "maxDepth"],
  ] as const)("is not too %s", ([, text, message], { expect }) => {
    expect(() => compileCost(text)).toThrow(message);
  });

  test.for([
    ["input.steps", {}, "No such key: steps"],
    ["input.constructor", {}, "No such key: constructor"],
    ["input.a.b", { a: null }, ""],
    ["input.text", { text: "abc" }, "its value is not a number"],
    ["input.n / 0", { n: 1 }, "it gives Infinity"],
    ["size(input.n)", { n: 1 }, ""],
    ["max(input.text, 1)", { text: "abc" }, ""],
  ] as const)(
    "of %s is missing where it cannot be had from %j",
    ([text, input, message], { expect }) => {
      const cost = compileCost(text);
      expect(() => cost(input)).toThrow(expect.objectContaining({ name: "CostError" }));
      expect(() => cost(input)).toThrow(message);
    },
  );
});
