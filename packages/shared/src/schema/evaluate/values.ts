import { canonicalText } from "../json/canonical-text.ts";
import { isObject } from "../json/json.ts";
import { refuse } from "../messages/refuse.ts";
import { readList, readText, refuseForm } from "./read-keyword.ts";
import { placeOf, type Rule, type Site } from "./rule.ts";
import { type Run, spendOnWriting } from "./run.ts";
import type { Check } from "./schema-node.ts";

/** What a value itself must be, whatever its type. */
export const valueRules: readonly Rule<unknown>[] = [
  {
    keywords: ["enum"],
    compile: (site) => compileChoice(site, "enum", readList(site.schema["enum"])),
  },
  { keywords: ["const"], compile: (site) => compileChoice(site, "const", [site.schema["const"]]) },
];

/** `type` alone: once it is broken, nothing else that the schema says matters. */
export function compileType(site: Site): Check<unknown> | null {
  if (!("type" in site.schema)) return null;
  const place = placeOf(site, "type");
  const [first, ...others] = [site.schema["type"]].flat().map(testOf);
  if (first === undefined) return (value, run) => refuse(run, place, value);
  if (others.length === 0) return (value, run) => first(value) || refuse(run, place, value);
  return (value, run) =>
    first(value) || others.some((isOther) => isOther(value)) || refuse(run, place, value);
}

const typeTests: Readonly<Record<string, (value: unknown) => boolean>> = {
  array: Array.isArray,
  boolean: (value) => typeof value === "boolean",
  integer: Number.isInteger,
  null: (value) => value === null,
  number: (value) => typeof value === "number",
  object: isObject,
  string: (value) => typeof value === "string",
};

function testOf(type: unknown): (value: unknown) => boolean {
  return typeTests[readText(type)] ?? refuseForm(type);
}

function compileChoice(site: Site, keyword: string, choices: unknown[]): Check<unknown> {
  const place = placeOf(site, keyword);
  const scalars = new Set(choices.filter((choice) => !isContainer(choice)));
  const texts = new Set(choices.filter(isContainer).map(canonicalText));
  const isChoice = (value: unknown, run: Run): boolean => {
    if (!isContainer(value)) return scalars.has(value);
    if (texts.size === 0) return false;
    const text = canonicalText(value);
    spendOnWriting(run, text.length);
    return texts.has(text);
  };
  return (value, run) => isChoice(value, run) || refuse(run, place, value);
}

function isContainer(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
