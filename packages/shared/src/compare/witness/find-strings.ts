import { Expressions, type Expression } from "../pattern/expression.ts";
import { findWords } from "../pattern/find-words.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import { type Fact, factsOf } from "../proof/fact.ts";
import { formatSamples, isWithinFormat } from "./format-samples.ts";
import { noWitness, type Quest, sizeRange, someOf, type Witnesses } from "./witnesses.ts";

const maxWritten = 5000;
/** Strings that patterns without a known language often mean. */
const usual = ["a", "A", "0", "1", "ab", "abc", "a1", "a-b", "A1", "10", "1.0.0", "-1", "é", ""];

export function findStrings({ explorer }: Quest, facts: readonly Fact[]): Witnesses {
  const { least, most } = sizeRange(facts);
  if (least > most) return noWitness;
  const asked = factsOf(facts, "format").map(({ text }) => text);
  const refused = factsOf(facts, "format", true).map(({ text }) => text);
  if (asked.some((text) => refused.some((other) => isWithinFormat(text, other)))) return noWitness;
  const samples = [...asked, ...refused].flatMap((text) =>
    Object.hasOwn(formatSamples, text) ? (formatSamples[text] ?? []) : [],
  );
  const languages = languagesOf(facts);
  const candidates = [...samples, ...usual, ...ofLength(least, most)];
  if (languages === null) return someOf(candidates);
  const spend = (steps: number): boolean => explorer.proof.spend(steps);
  const { empty, words } = findWords({ ...languages, least, most, spend });
  return empty ? noWitness : someOf([...words, ...samples, ...ofLength(least, most)]);
}

interface Languages {
  expressions: Expressions;
  within: Expression[];
  outside: Expression[];
}

/** The languages of the patterns and of the strings ruled out, as far as they can be read; null where there are none. */
function languagesOf(facts: readonly Fact[]): Languages | null {
  const expressions = new Expressions();
  const languages: Languages = { expressions, within: [], outside: [] };
  for (const { text, not } of [...factsOf(facts, "pattern"), ...factsOf(facts, "pattern", true)]) {
    const parsed = parsePattern(expressions, text);
    if (parsed !== null) languages[not ? "outside" : "within"].push(parsed);
  }
  const excluded = factsOf(facts, "value", true)
    .flatMap(({ values }) => values)
    .filter((value) => typeof value === "string");
  if (excluded.length > 0) {
    languages.outside.push(expressions.choice(excluded.map((text) => wordOf(expressions, text))));
  }
  return languages.within.length + languages.outside.length === 0 ? null : languages;
}

function wordOf(expressions: Expressions, text: string): Expression {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0).reduceRight(
    (rest, code) => expressions.sequence(expressions.character(code), rest),
    expressions.end,
  );
}

function ofLength(least: number, most: number): string[] {
  return [least, Math.min(most, least + 1)]
    .filter((length) => length <= maxWritten)
    .map((length) => "a".repeat(length));
}
