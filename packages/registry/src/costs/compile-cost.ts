import {
  type ASTNode,
  type Environment,
  EvaluationError,
  ParseError,
  TypeError,
} from "@marcbachmann/cel-js";

import { callableNames, createCostEnvironment, toNumber } from "./cost-environment.ts";

/** How many slots a prediction with this input takes: an integer from 1 up. Throws a `CostError` where the expression has no value. */
export type Cost = (input: unknown) => number;

/** Why a text is no cost, or has none for an input, as the end of a sentence. */
export class CostError extends Error {
  override name = "CostError";
}

export const maxCostCharacters = 1_000;
/** More than any backend has: such a prediction takes all of one. */
const maxCost = 1_000_000;

let environment: Environment | null = null;

/**
 * Reads a cost: a CEL expression (https://cel.dev) over `input`, an input that satisfies the version's schema, such as
 * `input.width * input.height / 1000000`. What it gives is rounded up, to 1 at least. Its time is bounded by its length times the
 * input's: it may not call what repeats (`map`, `filter`, `exists` …) or matches patterns. Throws a `CostError`.
 */
export function compileCost(text: string): Cost {
  if (text.length > maxCostCharacters) {
    throw new CostError(`it is longer than ${maxCostCharacters} characters`);
  }
  environment ??= createCostEnvironment();
  const expression = told(environment.parse.bind(environment, text));
  for (const name of callsIn(expression.ast)) {
    if (!callableNames.has(name))
      throw new CostError(`it may not call \`${name}\`: use ${choices}`);
  }
  const check = expression.check();
  if (!check.valid) throw new CostError(summaryOf(check.error));
  if (!numericTypes.has(check.type ?? "")) {
    throw new CostError(`it gives a ${check.type}, and a cost is a number`);
  }
  return (input) => toCost(told(() => toNumber(expression({ input }))));
}

const numericTypes: ReadonlySet<string> = new Set(["dyn", "int", "uint", "double"]);
const choices = [...callableNames].join(", ");

function toCost(value: number): number {
  if (!Number.isFinite(value)) throw new CostError(`it gives ${value}`);
  return Math.min(Math.max(Math.ceil(value), 1), maxCost);
}

/** The names of everything that an expression calls, as functions and as methods. */
function callsIn(node: ASTNode): string[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case "call":
      return [node.args[0], ...node.args[1].flatMap(callsIn)];
    case "rcall":
      return [node.args[0], ...callsIn(node.args[1]), ...node.args[2].flatMap(callsIn)];
    case ".":
    case ".?":
      return callsIn(node.args[0]);
    case "!_":
    case "-_":
      return callsIn(node.args);
    case "map":
      return node.args.flat().flatMap(callsIn);
    default:
      return node.args.flatMap(callsIn);
  }
}

function told<Value>(evaluate: () => Value): Value {
  try {
    return evaluate();
  } catch (error) {
    throw new CostError(summaryOf(error), { cause: error });
  }
}

/** The library's own words: an error's `message` has the source text with a marker under it. */
function summaryOf(error: unknown): string {
  const isCel =
    error instanceof ParseError || error instanceof EvaluationError || error instanceof TypeError;
  return isCel ? error.summary : "its value is not a number";
}
