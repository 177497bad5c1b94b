import { type JsonObject, type Path, setOwn } from "../schema/json/json.ts";
import { showValue } from "../schema/json/show-value.ts";
import { schemaDialect } from "../schema/schema-dialect.ts";
import type { SchemaFault } from "../schema/schema-error.ts";
import type { JsonSchema, TaskSchemas, VersionSchemas } from "../wire/version.ts";
import { cogFault, readCogDocument } from "./cog-document.ts";
import { type Conversion, convertSchema, type Sample } from "./convert-schema.ts";

export interface CogSchemas extends VersionSchemas {
  /** The model answers `Accept: text/event-stream`. */
  streams: boolean;
  /** What could not be taken over, by its place in Cog's document. */
  warnings: SchemaFault[];
}

/** Decides which defaults and examples go back into their schemas; `definitions` is what these refer to. Gives a warning for each that does not. */
export type SampleKeeper = (samples: Sample[], definitions: JsonObject) => SchemaFault[];

/** The schemas of Cog's document; its samples are for `keep` to put back. Throws `invalid_input` with the place for another document. */
export function importTasks(openapi: unknown, keep: SampleKeeper): CogSchemas {
  const { components, trains, streams } = readCogDocument(openapi);
  const warnings: SchemaFault[] = [];
  const importer = { components, warnings, keep };
  const prediction = importTask({ input: "Input", output: "Output" }, importer);
  if (!trains) return { prediction, streams, warnings };
  const training = importTask({ input: "TrainingInput", output: "TrainingOutput" }, importer);
  return { prediction, training, streams, warnings };
}

interface Importer {
  components: JsonObject;
  warnings: SchemaFault[];
  keep: SampleKeeper;
}

function importTask(names: { input: string; output: string }, importer: Importer): TaskSchemas {
  return {
    input: importSchema(names.input, "input", importer),
    output: importSchema(names.output, "output", importer),
  };
}

function importSchema(name: string, side: Conversion["side"], importer: Importer): JsonSchema {
  const { components, warnings, keep } = importer;
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
  warnings.push(...keep(conversion.samples, definitions));
  if (typeof root === "boolean") return root;
  const own = referred.size === 0 ? root : { ...root, $defs: definitions };
  return { $schema: schemaDialect, ...own };
}
