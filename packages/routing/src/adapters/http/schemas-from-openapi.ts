import { isObject, type JsonObject, schemaDialect, setOwn } from "@headgate/shared";

import { valueAt } from "./value-at.ts";

const component = "#/components/schemas/";

/**
 * The JSON Schemas of what an operation takes and answers, as OpenAPI 3.1 (FastAPI's, BentoML's) describes it; null for each that it does
 * not describe. The components that they refer to become `$defs`. Older OpenAPI has another kind of schemas, and gives none.
 */
export function schemasFromOpenApi(
  document: unknown,
  { path, method }: { path: string; method: string },
): { input: JsonObject | null; output: JsonObject | null } {
  const version = isObject(document) ? document["openapi"] : undefined;
  if (typeof version !== "string" || !version.startsWith("3.1"))
    return { input: null, output: null };
  const operation = valueAt(valueAt(document, "/paths"), pointerTo(path, method.toLowerCase()));
  const components = valueAt(document, "/components/schemas");
  const json = "/content/application~1json/schema";
  return {
    input: standAlone(valueAt(operation, `/requestBody${json}`), components),
    output: standAlone(valueAt(operation, `/responses/200${json}`), components),
  };
}

function pointerTo(...steps: string[]): string {
  return steps.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The schema with all that it refers to in its `$defs`. */
function standAlone(schema: unknown, components: unknown): JsonObject | null {
  if (!isObject(schema)) return null;
  const wanted = new Set<string>();
  const definitions: JsonObject = {};
  const root = withOwnReferences(schema, wanted);
  // A Set yields members that are added while it is walked.
  for (const name of wanted) {
    const held = valueAt(components, pointerTo(name));
    if (held !== undefined) setOwn(definitions, name, withOwnReferences(held, wanted));
  }
  if (!isObject(root)) return null;
  return { $schema: schemaDialect, ...root, ...(wanted.size > 0 && { $defs: definitions }) };
}

/** `#/components/schemas/X` becomes `#/$defs/X`, and X is wanted. */
function withOwnReferences(value: unknown, wanted: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withOwnReferences(item, wanted));
  if (!isObject(value)) return value;
  const rewritten: JsonObject = {};
  for (const [key, held] of Object.entries(value)) {
    const isReference = key === "$ref" && typeof held === "string" && held.startsWith(component);
    if (isReference) wanted.add(held.slice(component.length));
    const own = isReference ? `#/$defs/${held.slice(component.length)}` : null;
    setOwn(rewritten, key, own ?? withOwnReferences(held, wanted));
  }
  return rewritten;
}
