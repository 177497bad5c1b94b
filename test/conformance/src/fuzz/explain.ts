import type { Difference, Oracle } from "./difference.ts";

/** A fault of an oracle that is known. It explains a difference only where another oracle says what we say. */
interface Rule {
  name: string;
  oracle: Oracle;
  /** Agrees with us wherever this rule applies. */
  witness: Oracle;
  applies: (difference: Difference, text: string) => boolean;
}

const rules: Rule[] = [
  {
    name: "hyperjump divides by fractions in floating point",
    oracle: "hyperjump",
    witness: "library",
    applies: (_, text) => /"multipleOf":(?:\d*\.|1e-8|\d)/.test(text),
  },
  {
    name: "hyperjump follows no reference with percent-encoded letters in its fragment",
    oracle: "hyperjump",
    witness: "library",
    applies: ({ theirs }, text) => theirs.hyperjump === "throws" && text.includes("%C3%A9"),
  },
  {
    name: "z-schema takes what one failing branch evaluated for evaluated",
    oracle: "z-schema",
    witness: "hyperjump",
    applies: (_, text) => text.includes('"unevaluated'),
  },
  {
    name: "z-schema divides by fractions in floating point",
    oracle: "z-schema",
    witness: "library",
    applies: (_, text) => /"multipleOf":(?:\d*\.|1e-8)/.test(text),
  },
  {
    name: "z-schema takes half a surrogate pair for a character in patterns",
    oracle: "z-schema",
    witness: "hyperjump",
    applies: ({ value }, text) =>
      text.includes('"^.$"') && JSON.stringify(value).includes("\u{1F4A9}"),
  },
  {
    name: "the library lets a subschema see what its siblings evaluated",
    oracle: "library",
    witness: "hyperjump",
    applies: (_, text) => text.includes('"unevaluated'),
  },
];

/** The name of the rule that explains a difference, or null where it may well be ours. */
export function explain(difference: Difference): string | null {
  const text = JSON.stringify(difference.schema);
  const rule = rules.find(
    ({ oracle, witness, applies }) =>
      oracle === difference.oracle &&
      difference.theirs[witness] === difference.ours &&
      applies(difference, text),
  );
  return rule?.name ?? null;
}
