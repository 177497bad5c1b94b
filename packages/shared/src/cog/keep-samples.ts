import { HeadgateError } from "../errors/error.ts";
import { type CompiledSchema, compileSchema } from "../schema/compile-schema.ts";
import { isObject, type JsonObject, type Path, setOwn } from "../schema/json/json.ts";
import { showValue } from "../schema/json/show-value.ts";
import type { PatternJudge } from "../schema/limits/pattern-judge.ts";
import { type SchemaFault, schemaFault } from "../schema/schema-error.ts";
import type { Sample } from "./convert-schema.ts";
import { mapSubschemas } from "./map-subschemas.ts";

export interface SampleCheck {
  /** What the samples' schemas refer to. */
  definitions: JsonObject;
  /** Without one, patterns are left out of the check: running an unknown one may take for ever. */
  judgePattern?: PatternJudge;
}

/**
 * Puts each default and example into its schema where it is valid there; pydantic never looks at
 * defaults, so Cog publishes ones that `compileSchema` refuses. Gives a warning for each that was left out.
 */
export function keepSamples(samples: Sample[], check: SampleCheck): SchemaFault[] {
  const validator = compileSamples(samples, check);
  const warnings: SchemaFault[] = [];
  const kept = samples.filter(({ keyword, value, at }, index) => {
    // A schema that is none is for the caller's own `compileSchema` to refuse, with its place.
    if (validator === null || validator.check({ [index]: value }).valid) return true;
    const what = keyword === "default" ? "default" : "example";
    const message = `the ${what} ${showValue(value)} breaks its own schema and was left out`;
    warnings.push(schemaFault(at, message));
    return false;
  });
  for (const sample of kept) putBack(sample);
  return warnings;
}

/** One schema for all samples: the sample's index is the property that is judged by its schema. */
function compileSamples(samples: Sample[], check: SampleCheck): CompiledSchema | null {
  if (samples.length === 0) return null;
  const properties = Object.fromEntries(samples.map(({ schema }, index) => [index, schema]));
  const schema = { $defs: check.definitions, properties };
  const { judgePattern } = check;
  try {
    return judgePattern === undefined
      ? compileSchema(withoutPatterns(schema, []))
      : compileSchema(schema, { judgePattern });
  } catch (error) {
    if (error instanceof HeadgateError) return null;
    throw error;
  }
}

function withoutPatterns(schema: unknown, at: Path): unknown {
  if (!isObject(schema)) return schema;
  const rest: JsonObject = {};
  for (const [keyword, held] of Object.entries(schema)) {
    if (keyword === "pattern" || keyword === "patternProperties") continue;
    setOwn(rest, keyword, mapSubschemas([keyword, held], at, withoutPatterns));
  }
  return rest;
}

function putBack({ schema, keyword, value }: Sample): void {
  if (keyword === "default") {
    schema["default"] = value;
    return;
  }
  const { examples } = schema;
  const others: unknown[] = Array.isArray(examples) ? examples : [];
  schema["examples"] = [...others, value];
}
