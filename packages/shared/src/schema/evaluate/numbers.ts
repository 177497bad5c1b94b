import { refuse } from "../messages/refuse.ts";
import { compileDivisor } from "./multiple-of.ts";
import { readNumber } from "./read-keyword.ts";
import { placeOf, type Rule } from "./rule.ts";

type Holds = (value: number, bound: number) => boolean;

export const numberRules: readonly Rule<number>[] = [
  bound("minimum", (value, least) => value >= least),
  bound("maximum", (value, most) => value <= most),
  bound("exclusiveMinimum", (value, least) => value > least),
  bound("exclusiveMaximum", (value, most) => value < most),
  {
    keywords: ["multipleOf"],
    compile(site) {
      const place = placeOf(site, "multipleOf");
      const divides = compileDivisor(readNumber(site.schema["multipleOf"]));
      return (value, run) => divides(value, run) || refuse(run, place, value);
    },
  },
];

function bound(keyword: string, holds: Holds): Rule<number> {
  return {
    keywords: [keyword],
    compile(site) {
      const place = placeOf(site, keyword);
      const limit = readNumber(site.schema[keyword]);
      return (value, run) => holds(value, limit) || refuse(run, place, value);
    },
  };
}
