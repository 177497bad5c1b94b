import { test } from "vitest";

import { parseAlias, parseModelName, parseOwnerName } from "./parse-name.ts";

test("gives back a name that follows the rules", ({ expect }) => {
  expect(parseOwnerName("john")).toBe("john");
  expect(parseModelName("image-upscaler_2.x")).toBe("image-upscaler_2.x");
  expect(parseAlias("champion")).toBe("champion");
});

test("says which part breaks the rules", ({ expect }) => {
  expect(() => parseOwnerName("")).toThrow("the owner is empty");
  expect(() => parseOwnerName("John")).toThrow("the owner `John` contains `J`");
  expect(() => parseModelName("john/x")).toThrow("the model name `john/x` contains `/`");
  expect(() => parseAlias("a@b")).toThrow("the alias `a@b` contains `@`");
});

test("reserves words for owners and models, not for aliases", ({ expect }) => {
  expect(() => parseOwnerName("replicate")).toThrow("is a reserved word");
  expect(() => parseModelName("latest")).toThrow("is a reserved word");
  expect(parseAlias("latest")).toBe("latest");
});
