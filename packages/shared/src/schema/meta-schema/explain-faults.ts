import type { Validator } from "../create-validator.ts";
import type { DialectFault } from "../flatten/dialect.ts";
import { isPattern } from "../json/is-pattern.ts";
import { isObject, type Path, toPointer } from "../json/json.ts";
import { showValue } from "../json/show-value.ts";
import { findKeyword, isSchema, type Keyword } from "../keywords.ts";

/** What the meta-schema has against the document, told as a person would who knows the keywords. */
export function explainFaults(metaSchema: Validator, schema: unknown): DialectFault[] {
  const check = metaSchema.check(schema);
  if (check.valid) return [];
  const faults = new Map<string, DialectFault>();
  for (const { path, message } of check.problems) {
    for (const fault of explainFault(metaSchema, schema, { path, message })) {
      const pointer = toPointer(fault.path);
      if (!faults.has(pointer)) faults.set(pointer, fault);
    }
  }
  return Array.from(faults.values());
}

/** Follows the path through keywords that hold schemas to the one whose value is at fault. */
function explainFault(
  metaSchema: Validator,
  schema: unknown,
  problem: DialectFault,
): DialectFault[] {
  const { path } = problem;
  if (!isSchema(schema)) return [{ path: [], message: notASchema(schema) }];
  const keyword = findKeyword(String(path[0]));
  if (keyword === undefined || !isObject(schema)) return [problem];
  const name = String(path[0]);
  // The dialect asks for a keyword that is not there.
  if (!Object.hasOwn(schema, name)) return [problem];
  const held = schema[name];
  if (name === "patternProperties" && path.length > 1 && !isPattern(String(path[1]))) {
    const told = `${showValue(path[1])} under \`patternProperties\` must be a regular expression`;
    return [{ path: path.slice(0, 2), message: `${told} that is valid with the \`u\` flag` }];
  }
  const steps = stepsToSchema(keyword, held, path);
  if (steps === null) return [{ path: [name], message: misuse(name, keyword, held) }];
  const inside: unknown = steps === 1 ? held : Reflect.get(Object(held), String(path[1]));
  const above = path.slice(0, steps);
  if (keyword.holds === "schema_or_names_map" && Array.isArray(inside)) {
    return [{ path: above, message: misuse(name, keyword, inside) }];
  }
  if (steps === 1 && !isSchema(inside)) {
    return [{ path: above, message: misuse(name, keyword, inside) }];
  }
  const faults =
    path.length === steps && isSchema(inside)
      ? explainFaults(metaSchema, inside)
      : explainFault(metaSchema, inside, { ...problem, path: path.slice(steps) });
  if (faults.length === 0) return [problem];
  return faults.map((fault) => ({ ...fault, path: [...above, ...fault.path] }));
}

/** How many steps of the path lead to a schema under the keyword; null where its own value is at fault. */
function stepsToSchema(keyword: Keyword, held: unknown, path: Path): number | null {
  if (keyword.holds === "data") return null;
  if (keyword.holds === "schema") return 1;
  if (path.length === 1) return null;
  return isObject(held) || Array.isArray(held) ? 2 : null;
}

function misuse(name: string, { expected }: Keyword, held: unknown): string {
  return `\`${name}\` must be ${expected}; got ${showValue(held)}`;
}

function notASchema(value: unknown): string {
  return `a schema must be an object, true or false; got ${showValue(value)}`;
}
