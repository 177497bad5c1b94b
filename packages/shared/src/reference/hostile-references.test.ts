import fc from "fast-check";
import { describe, test } from "vitest";

import { formatReference } from "./format-reference.ts";
import { parseAlias, parseModelName, parseOwnerName } from "./parse-name.ts";
import { isVersionId, parseReference } from "./parse-reference.ts";
import { isSemanticVersion } from "./semantic-version.ts";
import { ReferenceSyntaxError } from "./syntax-error.ts";

const megabyte = 2 ** 20;
const id = "0123456789abcdef".repeat(4);
const readers = [parseReference, parseOwnerName, parseModelName, parseAlias];

/** Null: the text was read. Anything but the parse error is thrown on. */
function refusalOf(read: (text: string) => unknown, text: string): ReferenceSyntaxError | null {
  try {
    read(text);
    return null;
  } catch (error) {
    if (error instanceof ReferenceSyntaxError) return error;
    throw error;
  }
}

/** What is wrong with how a text was refused. */
function faultsOf(refusal: ReferenceSyntaxError, text: string): string[] {
  const { message, position, expected, suggestion } = refusal;
  return [
    message.length <= 300 ? "" : "the message is too long",
    /^[\x20-\x7e…]+$/.test(message) ? "" : "the message is not printable",
    position >= 0 && position <= text.length ? "" : "the position lies outside of the text",
    expected === "" ? "nothing is expected" : "",
    suggestion === text ? "the text itself is suggested" : "",
  ].filter((fault) => fault !== "");
}

/** Pieces that come close to the grammar. */
const near = fc.constantFrom(
  ...["john", "image-upscaler", "/", ":", "@", "30", "1.4.0", "0", "007", id, id.slice(3)],
  ...["-", ".", "..", "latest", "champion", "v1.4", "+b", "https://", "a.b/", "versions/", " "],
);

/** Pieces that people attack parsers with. */
const hostile = fc.constantFrom(
  ...["\u0000", "\n", "\u001b[31m", "\u007f", "\u0085", "\u2028"],
  ...["\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u{e0041}"],
  ...["\ud800", "\udfff", "\u0301", "a\u0301\u0301", "\ufdfa", "\u0130", "ß", "ﬃ"],
  ...["ｊｏｈｎ", "jоhn", "：", "＠", "／", "⁄", "∕", "․", "‐", "٣", "𝟛", "①", "Ⅳ"],
  ...["%2f", "%2F", "%00", "%c0%af", "%", "%25", "__proto__", "constructor", "`", "${x}", "\\"],
);

const piece = fc.oneof(near, hostile, fc.string({ unit: "binary", maxLength: 20 }));
const text = fc.oneof(
  { weight: 9, arbitrary: fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")) },
  {
    weight: 1,
    arbitrary: fc.tuple(piece, fc.nat(300)).map(([one, times]) => one.repeat(times)),
  },
);

describe("any text at all", () => {
  test.for(readers)("is read or refused by %o", (read, { expect }) => {
    fc.assert(
      fc.property(text, (one) => {
        const refusal = refusalOf(read, one);
        expect(refusal === null ? [] : faultsOf(refusal, one)).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  });

  test("is formatted as it was read, and suggestions can be read", ({ expect }) => {
    const outcomes = { read: 0, refused: 0, suggested: 0 };
    fc.assert(
      fc.property(text, (one) => {
        const suggestion = refusalOf(parseReference, one)?.suggestion;
        if (suggestion === null) outcomes.refused++;
        else if (suggestion === undefined) outcomes.read++;
        else outcomes.suggested++;
        const legible = suggestion === undefined ? one : suggestion;
        const formatted = legible === null ? null : formatReference(parseReference(legible));
        expect(formatted).toBe(legible);
      }),
      { numRuns: 10_000 },
    );
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(10);
  });
});

describe("a text of a megabyte", () => {
  const units = [
    ...["a", "A", "0", "/", ":", "@", "-", ".", " ", "%", "%2f", "a/", "a:", "john/", "1.", "0-"],
    ...[
      "\u0000",
      "\n",
      "\u202e",
      "\u200b",
      "\ud800",
      "\u0301",
      "\ufdfa",
      "ｊ",
      "😀",
      "?",
      "#",
      "v1/",
    ],
  ];
  const starts = ["", "john/x:", "john/x@", "john/x:1.0.0-", "https://a/", id, `john/x:${id}`];

  /** A reader that looked at each character for each other one would take hours for these. */
  test.for(units)("of %j is refused without being walked", (unit, { expect }) => {
    for (const start of starts) {
      const long = start + unit.repeat(megabyte / unit.length);
      for (const read of readers) {
        const refusal = refusalOf(read, long);
        expect(refusal?.message).toContain(`has ${long.length} characters`);
        expect(refusal === null ? null : faultsOf(refusal, long)).toEqual([]);
      }
      expect(isVersionId(long) || isSemanticVersion(long)).toBe(false);
    }
  });

  test("is refused with the same words whatever stands behind its beginning", ({ expect }) => {
    const begun = `john/${"x".repeat(600)}`;
    const messages = units.map((unit) => {
      const long = begun + unit.repeat(megabyte).slice(0, megabyte);
      return refusalOf(parseReference, long)?.message;
    });
    expect(new Set(messages).size).toBe(1);
  });
});
