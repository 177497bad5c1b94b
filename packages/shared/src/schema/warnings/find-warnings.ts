import type { Survey } from "../flatten/survey-schema.ts";
import { type JsonObject, type Path, toPointer } from "../json/json.ts";
import { showValue } from "../json/show-value.ts";
import { findKeyword, keywordNames } from "../keywords.ts";
import { closestTo } from "./closest.ts";
import type { SchemaWarning } from "./schema-warning.ts";

const maxWarnings = 50;
/** Unknown keywords are compared with all known ones; that many are no slips. */
const maxCompared = 500;

/** What older drafts and OpenAPI 3.0 have, and 2020-12 passes over: what to write today. */
const successors: ReadonlyMap<string, string> = new Map([
  ["id", "write `$id`"],
  ["additionalItems", "write `prefixItems` for the first items and `items` for the others"],
  ["$recursiveRef", "write `$dynamicRef`"],
  ["$recursiveAnchor", "write `$dynamicAnchor`"],
  ["divisibleBy", "write `multipleOf`"],
  ["disallow", "write `not`"],
  ["extends", "write `allOf`"],
  ["nullable", 'write `type` with "null" in its list'],
  ["example", "write `examples`, a list"],
]);

export interface Formats {
  isKnown: (name: string) => boolean;
  names: readonly string[];
}

/** Misspelt keywords, keywords of other drafts and unknown formats in the owner's document; at most 50. */
export function findWarnings(survey: Survey, formats: Formats): SchemaWarning[] {
  const warnings: SchemaWarning[] = [];
  let compared = 0;
  for (const { document, schema, path } of survey.places.values()) {
    if (document.enteredBy !== null || typeof schema === "boolean") continue;
    for (const name of Object.keys(schema)) {
      if (findKeyword(name) !== undefined && name !== "format") continue;
      if (compared === maxCompared || warnings.length === maxWarnings) return warnings;
      const message = warningFor(schema, name, formats);
      if (message !== null) warnings.push(warning([...path, name], message));
      compared += 1;
    }
  }
  return warnings;
}

function warningFor(schema: JsonObject, name: string, formats: Formats): string | null {
  if (name === "format") return formatWarning(schema["format"], formats);
  if (/^x-/i.test(name)) return null;
  const shown = `\`${name.slice(0, 60)}\``;
  const successor = successors.get(name);
  if (successor !== undefined) return `${shown} does nothing in 2020-12; ${successor}`;
  const meant = closestTo(name, keywordNames());
  return meant === null ? null : `${shown} is no keyword; did you mean \`${meant}\`?`;
}

function formatWarning(format: unknown, { isKnown, names }: Formats): string | null {
  if (typeof format !== "string" || isKnown(format)) return null;
  const meant = closestTo(format, names);
  const hint = meant === null ? "" : `; did you mean ${showValue(meant)}?`;
  return `the format ${showValue(format)} is not known, so it is not checked${hint}`;
}

function warning(path: Path, message: string): SchemaWarning {
  return { pointer: toPointer(path), path, message };
}
