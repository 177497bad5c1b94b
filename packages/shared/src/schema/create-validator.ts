import { type Schema, Validator as Library } from "@cfworker/json-schema";

import { applyDefaults } from "./apply-defaults.ts";
import type { SchemaCheck } from "./check-value.ts";
import { type FlatSchema, toReference } from "./flat-schema.ts";
import { isObject } from "./json/json.ts";
import { measureJson } from "./json/measure-json.ts";
import type { PreparedNode } from "./prepare-schema.ts";
import { nameOf, rootProblem } from "./schema-problem.ts";

const maxValueDepth = 128;

export interface Validator {
  /**
   * Checks a JSON value of at most 128 levels, with declared defaults filled in on a copy. At most 50
   * problems; never throws, whatever the value is.
   */
  check: (value: unknown) => SchemaCheck;
}

/** Makes a flat schema ready for checking. */
export function createValidator(flat: FlatSchema): Validator {
  const library = new Library(asLibrarySchema(structuredClone(flat)), "2020-12");
  const targets = targetsOf(flat);
  return { check: (value) => check({ library, targets }, value) };
}

interface Prepared {
  library: Library;
  targets: Record<string, PreparedNode>;
}

function check({ library, targets }: Prepared, value: unknown): SchemaCheck {
  const measure = measureJson(value, maxValueDepth);
  if (measure.fault !== null) {
    const message = `${nameOf(measure.path)} ${measure.fault}`;
    return { valid: false, problems: [rootProblem(measure.path, "json", message)] };
  }
  try {
    const root = targets["#"] ?? true;
    const filled = applyDefaults({ root, targets, hasDefaults: true, bytes: 0 }, value);
    const { valid, errors } = library.validate(filled);
    const problems = errors.map(({ keyword, error }) => rootProblem([], keyword, error));
    return valid ? { valid, value: filled } : { valid: false, problems: problems.slice(0, 50) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = "the value is too complex to be checked against the schema";
    return { valid: false, problems: [rootProblem([], "complexity", message)] };
  }
}

function targetsOf(flat: FlatSchema): Record<string, PreparedNode> {
  const asNode = (node: unknown): PreparedNode => (isObject(node) ? node : true);
  const definitions = isObject(flat) && isObject(flat["$defs"]) ? flat["$defs"] : {};
  const entries = Object.entries(definitions).map(([name, node]): [string, PreparedNode] => [
    toReference(name),
    asNode(node),
  ]);
  return Object.fromEntries([["#", asNode(flat)], ...entries]);
}

/** A flat schema holds only what the meta-schema allows. */
function asLibrarySchema(node: FlatSchema): Schema | boolean {
  return node;
}
