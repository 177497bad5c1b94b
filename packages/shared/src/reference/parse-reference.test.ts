import fc from "fast-check";
import { describe, test } from "vitest";

import { formatReference } from "./format-reference.ts";
import { parseReference } from "./parse-reference.ts";
import type { Reference, Selector } from "./reference.ts";
import { reservedWords } from "./reserved-words.ts";
import { isSemanticVersion } from "./semantic-version.ts";
import { ReferenceSyntaxError } from "./syntax-error.ts";

const id = "0123456789abcdef".repeat(4);

function refusalOf(text: string): ReferenceSyntaxError {
  try {
    parseReference(text);
  } catch (error) {
    if (error instanceof ReferenceSyntaxError) return error;
    throw error;
  }
  throw new Error(`accepted ${text}`);
}

describe("reading a reference", () => {
  const read: [string, Reference | Selector][] = [
    ["john/image-upscaler", { kind: "primary" }],
    ["john/image-upscaler:30", { kind: "number", number: 30 }],
    ["john/image-upscaler:2147483647", { kind: "number", number: 2 ** 31 - 1 }],
    ["john/image-upscaler:1.4.0", { kind: "semver", version: "1.4.0" }],
    ["john/image-upscaler:1.4.0-rc.1-x", { kind: "semver", version: "1.4.0-rc.1-x" }],
    [`john/image-upscaler:${id}`, { kind: "id", id }],
    [`john/image-upscaler:${"1".repeat(64)}`, { kind: "id", id: "1".repeat(64) }],
    ["john/image-upscaler@champion", { kind: "alias", alias: "champion" }],
    ["john/image-upscaler@latest", { kind: "alias", alias: "latest" }],
  ];

  test.for(read)("understands %s", ([text, selector], { expect }) => {
    const model = { kind: "model", owner: "john", name: "image-upscaler", selector };
    expect(parseReference(text)).toEqual(model);
  });

  test("understands an id alone", ({ expect }) => {
    expect(parseReference(id)).toEqual({ kind: "id", id });
  });

  test("takes names of one and of 63 characters, with inner separators", ({ expect }) => {
    const longest = "a".repeat(63);
    expect(parseReference(`a/${longest}`)).toMatchObject({ owner: "a", name: longest });
    expect(parseReference("0a/b-c_d.e")).toMatchObject({ owner: "0a", name: "b-c_d.e" });
  });
});

describe("refusing a reference", () => {
  const refused: [string, number, string][] = [
    ["", 0, "the reference is empty"],
    [" \t", 2, "the reference is empty"],
    ["john", 4, "`john` has no slash; write `owner/john`"],
    ["x:30", 1, "`x:30` has no slash; write `owner/x:30`"],
    [id.slice(1), 63, "has no slash and 63 hex digits; an id has 64"],
    [`john/x:${id.slice(0, 12)}`, 7, "has 12 hex digits; an id has 64"],
    [`john/x:${id}a`, 7, "has 65 hex digits; an id has 64"],
    [id.toUpperCase(), 64, "has no slash"],
    ["/image-upscaler", 0, "has no owner before the slash"],
    ["john/", 5, "has no model name after the slash"],
    ["john/:30", 5, "has no model name after the slash"],
    ["john/image-upscaler:", 20, "`john/image-upscaler:` has no version after the colon"],
    ["john/image-upscaler@", 20, "has no alias after the @"],
    ["John/x", 0, "the owner `John` contains `J`"],
    ["john/a/b", 6, "`john/a/b` has more than one slash"],
    ["john/a b", 6, "contains ` `"],
    ["john/-a", 5, "must begin with"],
    ["john/a.", 6, "must end with"],
    [`john/${"a".repeat(64)}`, 68, "has 64 characters; at most 63"],
    ["john/versions", 5, "is a reserved word"],
    ["api/x", 0, "is a reserved word"],
    ["john/x:0", 7, "version numbers start at 1"],
    ["john/x:007", 7, "leading zeros"],
    ["john/x:2147483648", 7, "too large"],
    ["john/x:champion", 7, "an alias is written with an @; did you mean `john/x@champion`?"],
    ["john/x:1.2", 7, "is not a number, a semantic version or an id"],
    ["john/x:1.2.03", 7, "is not a number, a semantic version or an id"],
    ["john/x:1.2.3-", 7, "is not a number, a semantic version or an id"],
    ["john/x:1.2.3+build", 7, "is not a number, a semantic version or an id"],
    ["john/x@30", 7, "the alias `30` is a number, which is written behind a colon"],
    ["john/x@1.4.0", 7, "the alias `1.4.0` is a semantic version"],
    ["john/x:30@champion", 9, "has both a `:` and an `@`"],
    ["john/x@a:30", 8, "has both a `:` and an `@`"],
    ["jоhn/x", 1, "contains `U+043E`"],
    ["john/%78", 5, "contains `%`"],
    ["john/x\n", 6, "contains `U+000A`"],
  ];

  test.for(refused)("says what is wrong with %j", ([text, position, part], { expect }) => {
    const refusal = refusalOf(text);
    expect(refusal.message).toContain(part);
    expect(refusal.position).toBe(position);
    expect(refusal.expected).not.toBe("");
    expect(refusal.problems).toMatchObject([{ msg: refusal.message }]);
  });
});

const outer = fc.constantFrom(..."abcxyz0189".split(""));
const inner = fc.constantFrom(..."abcxyz0189-_.".split(""));
const name = fc
  .tuple(outer, fc.string({ unit: inner, maxLength: 60 }), outer)
  .map((parts) => parts.join(""))
  .filter((text) => !reservedWords.has(text));
const prerelease = fc.stringMatching(/^[a-z][0-9a-z-]{0,9}(?:\.[a-z][0-9a-z-]{0,9}){0,2}$/);
const core = fc.tuple(fc.nat(999_999_999), fc.nat(99), fc.nat(99)).map((parts) => parts.join("."));
const versionId = fc.stringMatching(/^[0-9a-f]{64}$/);
const selector: fc.Arbitrary<Selector> = fc.oneof(
  fc.constant({ kind: "primary" as const }),
  fc.record({
    kind: fc.constant("number" as const),
    number: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  }),
  fc.record({
    kind: fc.constant("semver" as const),
    version: fc.oneof(
      core,
      fc.tuple(core, prerelease).map((parts) => parts.join("-")),
    ),
  }),
  fc.record({ kind: fc.constant("id" as const), id: versionId }),
  fc.record({
    kind: fc.constant("alias" as const),
    alias: name.filter((text) => /\D/.test(text) && !isSemanticVersion(text)),
  }),
);
const reference: fc.Arbitrary<Reference> = fc.oneof(
  fc.record({ kind: fc.constant("id" as const), id: versionId }),
  fc.record({ kind: fc.constant("model" as const), owner: name, name, selector }),
);

describe("any reference at all", () => {
  test("is read back as it was formatted", ({ expect }) => {
    fc.assert(
      fc.property(reference, (one) => {
        expect(parseReference(formatReference(one))).toEqual(one);
      }),
      { numRuns: 2000 },
    );
  });

  test("is formatted as it was read", ({ expect }) => {
    fc.assert(
      fc.property(reference.map(formatReference), (text) => {
        expect(formatReference(parseReference(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});
