import { createValidator } from "../schema/create-validator.ts";
import type { FlatSchema } from "../schema/flat-schema.ts";
import { canonicalText } from "../schema/json/canonical-text.ts";
import type { SchemaProblem } from "../schema/schema-problem.ts";
import { describeBreak } from "./describe-break.ts";
import { rootFillings } from "./proof/defaults.ts";
import { Explorer } from "./proof/explore.ts";
import { literalOf, opposite } from "./proof/fact.ts";
import { Proof } from "./proof/proof.ts";
import type { SchemaBreak, SchemaComparison, SchemaDirection } from "./schema-comparison.ts";

const maxBreaks = 20;
/** Values outside that are looked at for breaks. */
const maxShown = 100;

/**
 * Whether old callers can still call (`input`: every value that the old schema accepted is accepted by
 * the new one) or old readers can still read (`output`: the new schema accepts nothing that the old one
 * refuses). Values are judged as `check` judges them, with declared defaults filled in. Deterministic,
 * and of bounded work whatever the schemas are: what is not decided by then is `unknown`.
 */
export function compareSchemas(
  before: FlatSchema,
  after: FlatSchema,
  direction: SchemaDirection,
): SchemaComparison {
  const [smaller, larger] = direction === "input" ? [before, after] : [after, before];
  const { proven, values } = findOutside(smaller, larger);
  const breaks = breaksOf({ smaller, larger, direction }, values);
  if (breaks.length > 0) return { verdict: "breaking", breaks, bump: "major" };
  if (!proven) return { verdict: "unknown", breaks, bump: "major" };
  const isSame = findOutside(larger, smaller).proven;
  return { verdict: "compatible", breaks, bump: isSame ? "patch" : "minor" };
}

/** Values of the smaller schema that are none of the larger one, or the proof that there are none. */
function findOutside(
  smaller: FlatSchema,
  larger: FlatSchema,
): { proven: boolean; values: readonly unknown[] } {
  const proof = new Proof(smaller, larger);
  if (proof.areSame()) return { proven: true, values: [] };
  const { empty, values } = new Explorer(proof).explore({
    literals: [literalOf(smaller), opposite(literalOf(larger, 1))],
    fillings: rootFillings(proof.schemas),
  });
  return { proven: empty, values };
}

interface Change {
  smaller: FlatSchema;
  larger: FlatSchema;
  direction: SchemaDirection;
}

/** One break for each keyword and place, each shown by the plainest value. */
function breaksOf(
  { smaller, larger, direction }: Change,
  values: readonly unknown[],
): SchemaBreak[] {
  const accepting = createValidator(smaller);
  const refusing = createValidator(larger);
  const shown = values
    .slice(0, maxShown)
    .flatMap((counterExample) => {
      const check = refusing.check(counterExample);
      if (check.valid || check.problems.some(isNoVerdict)) return [];
      if (!accepting.check(counterExample).valid) return [];
      return [{ counterExample, problems: check.problems, size: sizeOf(counterExample) }];
    })
    .toSorted((a, b) => a.problems.length - b.problems.length || a.size - b.size);
  const alike = (problem: SchemaProblem): unknown[] =>
    shown.flatMap(({ counterExample, problems: [first, second] }) =>
      first !== undefined && second === undefined && placeOf(first) === placeOf(problem)
        ? [counterExample]
        : [],
    );
  const breaks = new Map<string, SchemaBreak & { size: number }>();
  for (const { counterExample, problems, size } of shown) {
    const problem = problems.find((each) => !breaks.has(placeOf(each)));
    if (problem === undefined || breaks.size >= maxBreaks) continue;
    breaks.set(placeOf(problem), {
      pointer: problem.keywordLocation,
      instanceLocation: problem.instanceLocation,
      message: describeBreak(problem, [counterExample, ...alike(problem)], direction),
      counterExample,
      size,
    });
  }
  return [...breaks.values()]
    .toSorted((a, b) => a.size - b.size)
    .map(({ size: _size, ...shownBreak }) => shownBreak);
}

function sizeOf(value: unknown): number {
  return canonicalText(value).length;
}

/** Problems that say nothing about the schema: the value could not be judged. */
function isNoVerdict({ keyword }: SchemaProblem): boolean {
  return keyword === "complexity" || keyword === "json";
}

/** Items of an array are one place. */
function placeOf({ keywordLocation, path }: SchemaProblem): string {
  const steps = path.map((step) => (typeof step === "number" ? "*" : `.${step}`));
  return JSON.stringify([keywordLocation, steps]);
}
