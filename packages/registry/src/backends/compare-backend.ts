import type { StoredProbe } from "@headgate/database";
import type { JsonSchema, SchemaBreak, SchemaComparison } from "@headgate/shared";

import { loadVersionFlats } from "../compatibility/version-flats.ts";
import { type Direction, directions } from "../compatibility/version-flats.ts";
import type { CompilingContext } from "../context.ts";
import { compileSchemas } from "../versions/compile-schemas.ts";

export type ProbeProblem = StoredProbe["problems"][number];

/** What a server says of its schemas; null where it says nothing. */
export type ToldSchemas = Record<Direction, JsonSchema | null>;

export interface BackendComparison {
  /** Values that the one side has and the other does not take. */
  problems: ProbeProblem[];
  /** Whether any of them is of another shape: more than its text is written in another way. */
  isMismatch: boolean;
  /** Whether the server says of both schemas what they are. */
  isTold: boolean;
  /** Whether the server is proven to take all that the version takes, and to answer nothing else. */
  isProven: boolean;
}

/** What texts look like is told by formats and patterns, and seldom in the same words by a version and by its server. */
const soft = /\/(format|pattern)$/;
const maxShown = 120;

/** Whether a server takes what the version with this key takes, and answers what that answers. */
export async function compareBackend(
  ctx: CompilingContext,
  versionKey: number,
  told: ToldSchemas,
): Promise<BackendComparison> {
  const given = directions.filter((direction) => saysAnything(told[direction]));
  const { prediction: wanted } = await loadVersionFlats(ctx, versionKey);
  const schemas = Object.fromEntries(given.map((direction) => [direction, told[direction]]));
  const compiled = await compileSchemas(ctx, { prediction: schemas });
  const isTold = given.length === directions.length && compiled.ok;
  if (wanted === null || given.length === 0 || !compiled.ok) {
    return { problems: [], isMismatch: false, isTold, isProven: false };
  }
  const changes = compiled.schemas.map(({ direction, flat }) => ({
    ...{ direction, before: wanted[direction], after: flat },
  }));
  const comparisons = await ctx.compareSchemas(changes);
  const problems = comparisons.flatMap((comparison, at) =>
    problemsOf(changes[at]?.direction ?? "input", comparison),
  );
  return {
    problems,
    isMismatch: problems.some(({ pointer }) => !soft.test(pointer)),
    isTold,
    isProven: isTold && comparisons.every(({ verdict }) => verdict === "compatible"),
  };
}

/** A server that takes or answers anything has not said what. */
function saysAnything(schema: JsonSchema | null): boolean {
  if (schema === null || typeof schema === "boolean") return false;
  return ["type", "$ref", "anyOf", "oneOf", "allOf", "enum", "const"].some((key) => key in schema);
}

function problemsOf(schema: Direction, { breaks }: SchemaComparison): ProbeProblem[] {
  return breaks.map((found) => ({ schema, pointer: found.pointer, message: tell(schema, found) }));
}

function tell(schema: Direction, { instanceLocation, counterExample }: SchemaBreak): string {
  const text = JSON.stringify(counterExample);
  const value = text.length > maxShown ? `${text.slice(0, maxShown).toWellFormed()}…` : text;
  const place = instanceLocation === "" ? "" : ` (at ${instanceLocation})`;
  return schema === "input"
    ? `the version takes ${value} and the backend does not${place}`
    : `the backend may answer ${value}, which is no output of the version${place}`;
}
