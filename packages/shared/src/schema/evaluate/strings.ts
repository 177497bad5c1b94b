import { findFormat } from "../formats/formats.ts";
import { countCodePoints } from "../json/count-code-points.ts";
import { refuse } from "../messages/refuse.ts";
import { readNumber, readText } from "./read-keyword.ts";
import { placeOf, type Rule } from "./rule.ts";
import { spendOnText, spendOnWriting } from "./run.ts";

export const stringRules: readonly Rule<string>[] = [
  {
    keywords: ["minLength"],
    compile(site) {
      const place = placeOf(site, "minLength");
      const least = readNumber(site.schema["minLength"]);
      return (value, run) => {
        // A code point has one or two code units.
        if (value.length >= 2 * least) return true;
        spendOnText(run, value.length);
        return countCodePoints(value) >= least || refuse(run, place, value);
      };
    },
  },
  {
    keywords: ["maxLength"],
    compile(site) {
      const place = placeOf(site, "maxLength");
      const most = readNumber(site.schema["maxLength"]);
      return (value, run) => {
        spendOnText(run, value.length > most ? value.length : 0);
        return !isLonger(value, most) || refuse(run, place, value);
      };
    },
  },
  {
    // The longest text that the pattern is put to is part of what bounds its time.
    keywords: ["pattern"],
    compile(site) {
      const place = placeOf(site, "pattern");
      const pattern = site.compiler.pattern(readText(site.schema["pattern"]));
      const most = readNumber(site.schema["maxLength"] ?? Infinity);
      return (value, run) => {
        if (isLonger(value, most)) return true;
        spendOnText(run, value.length);
        return pattern.test(value) || refuse(run, place, value);
      };
    },
  },
  {
    keywords: ["format"],
    compile(site) {
      const place = placeOf(site, "format");
      const isValid = findFormat(readText(site.schema["format"]));
      return (value, run) => {
        spendOnWriting(run, value.length);
        return isValid(value) || refuse(run, place, value);
      };
    },
  },
];

function isLonger(value: string, most: number): boolean {
  if (value.length <= most) return false;
  return value.length > 2 * most || countCodePoints(value) > most;
}
