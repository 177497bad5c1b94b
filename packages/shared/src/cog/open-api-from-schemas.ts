import { isObject, type JsonObject, setOwn } from "../schema/json/json.ts";
import { schemaDialect } from "../schema/schema-dialect.ts";
import type { JsonSchema, VersionSchemas } from "../wire/version.ts";
import { isSelfContained, liftDefinitions } from "./lift-definitions.ts";

/** `components` of an OpenAPI 3.1 document. */
export interface OpenApiComponents {
  schemas: { [name: string]: JsonSchema };
}

/**
 * A version's schemas (2020-12, as `compileSchema` takes them) as components of OpenAPI 3.1 under the names
 * that Cog uses: `Input` and `Output`, for a training `TrainingInput` and `TrainingOutput`. `$defs` become
 * components too, under other names where theirs are taken or not allowed, and references follow. A
 * schema that names its places itself (`$id`, `$anchor`, `$dynamicAnchor`) stays whole, with an `$id`.
 */
export function openApiFromSchemas({ prediction, training }: VersionSchemas): OpenApiComponents {
  const roots = new Map<string, JsonSchema>([
    ["Input", prediction.input],
    ["Output", prediction.output],
  ]);
  if (training !== undefined) {
    roots.set("TrainingInput", training.input).set("TrainingOutput", training.output);
  }
  const taken = new Set(roots.keys());
  const components: OpenApiComponents = { schemas: {} };
  for (const [name, schema] of roots) addComponent(components.schemas, { name, schema, taken });
  return components;
}

interface Root {
  name: string;
  schema: JsonSchema;
  taken: Set<string>;
}

function addComponent(components: JsonObject, { name, schema, taken }: Root): void {
  if (!isObject(schema)) {
    components[name] = schema;
    return;
  }
  const { $schema: dialect, ...bare } = schema;
  // In a component `$schema` says only what OpenAPI 3.1 takes for granted.
  const root = dialect === undefined || dialect === schemaDialect ? bare : schema;
  if (isSelfContained(root)) {
    components[name] = { $id: `urn:headgate:schema:${name}`, ...root };
    return;
  }
  for (const [lifted, held] of liftDefinitions(root, name, taken)) setOwn(components, lifted, held);
}
