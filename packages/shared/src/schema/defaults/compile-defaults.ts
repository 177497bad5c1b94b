import type { FlatSchema } from "../flat-schema.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import { findBearing, inPlaceOf, listOf } from "./find-bearing.ts";

/** What a schema fills in; what holds no default is left out. */
export interface Filler {
  schema: JsonObject;
  /** JSON texts of the defaults of missing properties. */
  defaults: Map<string, string>;
  properties: Map<string, Filler>;
  prefix: (Filler | null)[];
  rest: Filler | null;
  /** Of `$ref` and `allOf`: they come after the schema's own, so that the nearest declaration wins. */
  inPlace: Filler[];
}

/** How many schemas in place of a property's own are asked for its default. */
const maxAsked = 100;

interface Compiler {
  flat: FlatSchema;
  bearing: ReadonlySet<JsonObject>;
  fillers: Map<JsonObject, Filler>;
  /** Those of `fillers` that are still empty. */
  pending: { schema: JsonObject; filler: Filler }[];
}

/** Null where the schema declares no default. */
export function compileDefaults(flat: FlatSchema): Filler | null {
  const bearing = findBearing(flat);
  const compiler: Compiler = { flat, bearing, fillers: new Map(), pending: [] };
  const root = fillerOf(compiler, flat);
  for (let next = compiler.pending.pop(); next !== undefined; next = compiler.pending.pop()) {
    complete(compiler, next.schema, next.filler);
  }
  return root;
}

function fillerOf(compiler: Compiler, schema: unknown): Filler | null {
  if (!isObject(schema) || !compiler.bearing.has(schema)) return null;
  const before = compiler.fillers.get(schema);
  if (before !== undefined) return before;
  const filler: Filler = {
    schema,
    defaults: new Map(),
    properties: new Map(),
    prefix: [],
    rest: null,
    inPlace: [],
  };
  compiler.fillers.set(schema, filler);
  compiler.pending.push({ schema, filler });
  return filler;
}

function complete(compiler: Compiler, schema: JsonObject, filler: Filler): void {
  const properties = isObject(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  for (const [name, property] of properties) {
    const declared = declaredDefault(compiler, property);
    if (declared !== undefined) filler.defaults.set(name, JSON.stringify(declared));
    const inner = fillerOf(compiler, property);
    if (inner !== null) filler.properties.set(name, inner);
  }
  filler.prefix = listOf(schema["prefixItems"]).map((item) => fillerOf(compiler, item));
  filler.rest = fillerOf(compiler, schema["items"]);
  filler.inPlace = inPlaceOf(compiler.flat, schema).flatMap(
    (inPlace) => fillerOf(compiler, inPlace) ?? [],
  );
}

/** The schema's own default, else the first one that `$ref` or `allOf` leads to. */
function declaredDefault({ flat, bearing }: Compiler, property: unknown): unknown {
  const open = [property].filter(isObject);
  for (let asked = 0; asked < maxAsked; asked++) {
    const schema = open.pop();
    if (schema === undefined || "default" in schema) return schema?.["default"];
    open.push(
      ...inPlaceOf(flat, schema)
        .filter((one) => bearing.has(one))
        .toReversed(),
    );
  }
  return undefined;
}
