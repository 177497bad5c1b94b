import { describe, test } from "vitest";

import { createValidator } from "../create-validator.ts";
import { findFormat, formatNames, isAssertedFormat } from "./formats.ts";

/** One text that each format takes, and one that it refuses; the conformance tests have hundreds more. */
const samples: [string, string, string][] = [
  ["date", "2024-02-29", "2023-02-29"],
  ["date-time", "2026-11-21T09:30:00Z", "2026-11-21 9:30"],
  ["duration", "P1DT2H", "P1D2H"],
  ["email", "a@b.example", "a@@b"],
  ["hostname", "xn--4gbwdl.xn--wgbh1c", "xn--X"],
  ["hostname", "a1", "xn---9uc"],
  ["idn-email", "실례@실례.테스트", "2962"],
  ["idn-hostname", "실례.테스트", "〮실례.테스트"],
  ["idn-hostname", "א1.a", "א1.1a"],
  ["idn-hostname", "bücher.example", "a/b"],
  ["ipv4", "127.0.0.1", "127.0.0.256"],
  ["ipv6", "::1", "12345::"],
  ["iri", "http://ƒøø.ßår/?∂éœ=πîx#πîüx", "/abc"],
  ["iri", "http://[V1.fe]", "http://[V1.]"],
  ["iri-reference", "/âππ", "\\\\WINDOWS\\filëßåré"],
  ["json-pointer", "/a~0b", "/a~2"],
  ["json-pointer-uri-fragment", "#/a", "/a"],
  ["regex", "^a+$", "(a"],
  ["relative-json-pointer", "1/a", "/a"],
  ["time", "08:30:06Z", "08:30:06"],
  ["uri", "https://a.example/x", "http://[::ffff:01.2.3.4]"],
  ["uri", "urn:a:b", "//a.example/x"],
  ["uri-reference", "/abc", "\\\\WINDOWS\\fileshare"],
  ["uri-reference", "./1a:b", "1a:b"],
  ["uri-template", "/{term:1}", "/{term"],
  ["url", "https://a.example/x", "mailto:a@b.example"],
  ["url", "http://localhost:8080", "https://a.example/ x"],
  ["uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2eb8aa08"],
];

/** Texts on which careless expressions take quadratic time or worse. */
const attacks = [
  "a",
  "1",
  "a-",
  "a.",
  "::",
  "0:",
  "[",
  "%41",
  "/",
  "~0",
  "a@",
  "{a}",
  "{a,",
  "(",
  "\\",
  '"',
  "é",
];
const beginnings = ["", "http://", "urn:", "a@", '"', "/", "["];
const endings = ["", "!", "\n"];

describe("a format", () => {
  test.for(samples)("%s takes %s and refuses %s", ([name, good, bad], { expect }) => {
    const { check } = createValidator({ format: name });
    expect(check(good).valid).toBe(true);
    expect(check(bad)).toMatchObject({ problems: [{ keyword: "format" }] });
    expect(check(1).valid).toBe(true);
  });

  test("of every name has a sample above", ({ expect }) => {
    expect(new Set(samples.map(([name]) => name))).toEqual(new Set(formatNames));
  });

  test.for(["unheard-of", "toString", "__proto__"])("%s is none", (name, { expect }) => {
    expect(isAssertedFormat(name)).toBe(false);
    expect(findFormat(name)("anything")).toBe(true);
  });

  test("that names something short refuses what is long", ({ expect }) => {
    expect(findFormat("duration")(`P${"1".repeat(900)}D`)).toBe(true);
    expect(findFormat("duration")(`P${"1".repeat(1000)}D`)).toBe(false);
    expect(findFormat("uri")(`data:,${"1".repeat(100_000)}`)).toBe(true);
  });

  test.for(formatNames)("%s takes linear time", (name, { expect }) => {
    const isValid = findFormat(name);
    for (const attack of attacks) {
      for (const beginning of beginnings) {
        for (const ending of endings) {
          const text = beginning + attack.repeat(50_000 / attack.length) + ending;
          const started = performance.now();
          isValid(text);
          expect(performance.now() - started).toBeLessThan(500);
        }
      }
    }
  });
});
