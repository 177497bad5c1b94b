import { schemaDialect } from "../schema/flatten/dialect.ts";
import { type JsonObject, type Path, setOwn } from "../schema/json/json.ts";
import { showValue } from "../schema/json/show-value.ts";
import type { PatternJudge } from "../schema/limits/pattern-judge.ts";
import type { SchemaFault } from "../schema/schema-error.ts";
import type { JsonSchema, TaskSchemas, VersionSchemas } from "../wire/version.ts";
import { cogFault, readCogDocument } from "./cog-document.ts";
import { type Conversion, convertSchema } from "./convert-schema.ts";
import { keepSamples } from "./keep-samples.ts";

export interface CogOptions {
  /** Lets defaults be held against the patterns beside them. Without one, patterns count for nothing there. */
  judgePattern?: PatternJudge;
}

export interface CogSchemas extends VersionSchemas {
  /** The model answers `Accept: text/event-stream`. */
  streams: boolean;
  /** What could not be taken over, by its place in Cog's document. */
  warnings: SchemaFault[];
}

/**
 * The document of a Cog server (`GET /openapi.json`, parsed) as JSON Schemas of 2020-12: input and output of
 * a prediction, and of a training where the model has one. Components that they refer to become `$defs`;
 * hints of Cog's own (`x-order`, `x-cog-…`) stay as annotations, and properties come in `x-order`.
 * Keys that the input does not name stay allowed: Cog drops them. Throws `invalid_input` with the place
 * for what is no such document.
 */
export function schemaFromCog(openapi: unknown, options: CogOptions = {}): CogSchemas {
  const { components, trains, streams } = readCogDocument(openapi);
  const warnings: SchemaFault[] = [];
  const importer = { components, options, warnings };
  const prediction = importTask({ input: "Input", output: "Output" }, importer);
  if (!trains) return { prediction, streams, warnings };
  const training = importTask({ input: "TrainingInput", output: "TrainingOutput" }, importer);
  return { prediction, training, streams, warnings };
}

interface Importer {
  components: JsonObject;
  options: CogOptions;
  warnings: SchemaFault[];
}

function importTask(names: { input: string; output: string }, importer: Importer): TaskSchemas {
  return {
    input: importSchema(names.input, "input", importer),
    output: importSchema(names.output, "output", importer),
  };
}

function importSchema(name: string, side: Conversion["side"], importer: Importer): JsonSchema {
  const { components, options, warnings } = importer;
  const definitions: JsonObject = {};
  const referred = new Map<string, Path>();
  const conversion: Conversion = {
    side,
    refer: (target, at) => {
      if (!Object.hasOwn(components, target))
        throw cogFault(at, `there is no component ${showValue(target)}`);
      if (!referred.has(target)) referred.set(target, ["components", "schemas", target]);
    },
    samples: [],
    warnings,
  };
  const root = convertSchema(components[name], ["components", "schemas", name], conversion);
  // A Map yields entries that are added while it is walked.
  for (const [target, at] of referred) {
    setOwn(definitions, target, convertSchema(components[target], at, conversion));
  }
  warnings.push(...keepSamples(conversion.samples, { definitions, ...options }));
  if (typeof root === "boolean") return root;
  const own = referred.size === 0 ? root : { ...root, $defs: definitions };
  return { $schema: schemaDialect, ...own };
}
