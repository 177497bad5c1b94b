import type { Flattened } from "../flatten/flatten-schema.ts";
import type { Place } from "../flatten/place.ts";
import { addFault, type Survey } from "../flatten/survey-schema.ts";
import { isObject, type JsonObject, type Path } from "../json/json.ts";
import { showValue } from "../json/show-value.ts";
import { publishedSchemas } from "../meta-schema/published.ts";
import type { PatternComplexity, PatternJudge } from "./pattern-judge.ts";

const maxPatterns = 100;
/** A text of so many characters costs a quadratic pattern a few milliseconds at most. */
const maxLengthOfQuadratic = 256;
/** Hostile patterns take their judge the longest; a few tell enough. */
const maxRefused = 5;

interface FoundPattern {
  pattern: string;
  place: Place;
  /** From the schema. */
  steps: Path;
  /** What the schema allows in length, where the length is checked before the pattern. */
  maxLength: number;
}

/**
 * Faults: more than 100 different patterns, and those that could take a backtracking engine too long.
 * Quadratic ones are taken beside a `maxLength` of at most 256.
 */
export function checkPatterns(
  survey: Survey,
  flattened: Flattened,
  judge: PatternJudge | undefined,
): void {
  const found = findPatterns(flattened);
  const [first] = found;
  if (first === undefined) return;
  if (judge === undefined) {
    report(survey, first, "needs a judge of patterns, and none was given: set `judgePattern`");
    return;
  }
  const patterns = new Set(found.map(({ pattern }) => pattern));
  if (patterns.size > maxPatterns) {
    const limit = `at most ${maxPatterns} are allowed`;
    report(survey, first, `is one of ${patterns.size} different patterns; ${limit}`);
    return;
  }
  judgeAll(survey, found, judge);
}

function judgeAll(survey: Survey, found: FoundPattern[], judge: PatternJudge): void {
  const verdicts = new Map<string, PatternComplexity>();
  let refused = 0;
  for (const one of found) {
    const verdict = verdicts.get(one.pattern) ?? judge(one.pattern);
    verdicts.set(one.pattern, verdict);
    const objection = objectionTo(verdict, one.maxLength);
    if (objection === null) continue;
    report(survey, one, objection);
    refused += 1;
    if (refused === maxRefused) return;
  }
}

function objectionTo(verdict: PatternComplexity, maxLength: number): string | null {
  switch (verdict.kind) {
    case "linear":
      return null;
    case "polynomial":
      if (verdict.degree > 2) {
        return `takes time that grows with the length to the power of ${verdict.degree}; write it so that no two repetitions can match the same text`;
      }
      if (maxLength <= maxLengthOfQuadratic) return null;
      return `takes time that grows with the square of the length; write it so that no two repetitions can match the same text, or put a \`maxLength\` of at most ${maxLengthOfQuadratic} beside \`pattern\``;
    case "exponential":
      return "can take time that doubles with each character; write it so that no repetition contains another one that can match the same text";
    case "unknown":
      return "is too complicated to tell how long it can take; write it more simply, with fewer counts and alternatives, and without look-behind and back-references";
  }
}

function report(survey: Survey, { pattern, place, steps }: FoundPattern, says: string): void {
  const at = { document: place.document, path: [...place.path, ...steps] };
  addFault(survey, at, `the pattern ${showValue(pattern)} ${says}`);
}

function findPatterns({ origins }: Flattened): FoundPattern[] {
  return Array.from(origins, ([schema, place]) => {
    // The standard's own patterns are known.
    const isPublished = publishedSchemas.has(place.document.uri);
    return isObject(schema) && !isPublished ? patternsOf(schema, place) : [];
  }).flat();
}

function patternsOf(schema: JsonObject, place: Place): FoundPattern[] {
  const { pattern, patternProperties, maxLength } = schema;
  const found: FoundPattern[] = [];
  if (typeof pattern === "string") {
    const length = typeof maxLength === "number" ? maxLength : Infinity;
    found.push({ pattern, place, steps: ["pattern"], maxLength: length });
  }
  if (!isObject(patternProperties)) return found;
  for (const key of Object.keys(patternProperties)) {
    found.push({ pattern: key, place, steps: ["patternProperties", key], maxLength: Infinity });
  }
  return found;
}
