import { isObject, type JsonObject, type Path, setOwn } from "../schema/json/json.ts";
import { mapSubschemas } from "./map-subschemas.ts";
import { readToken } from "./read-token.ts";

const placeNames = ["$id", "$anchor", "$dynamicAnchor"];
const references = new Set(["$ref", "$dynamicRef"]);
const definition = /^#\/\$defs\/([^/]*)(.*)$/s;

/** True where the schema, or one inside it, names its place by other means than JSON Pointers. */
export function isSelfContained(schema: JsonObject): boolean {
  let isFound = false;
  look(schema, []);
  return isFound;

  function look(one: unknown, at: Path): unknown {
    if (!isObject(one) || isFound) return one;
    isFound = placeNames.some((keyword) => Object.hasOwn(one, keyword));
    for (const [keyword, held] of Object.entries(one)) mapSubschemas([keyword, held], at, look);
    return one;
  }
}

/**
 * The components that stand for a schema: itself under `name`, and each of its `$defs` under a name that
 * is not in `taken`, which grows. References by JSON Pointer are rewritten to `#/components/schemas/…`.
 */
export function liftDefinitions(
  schema: JsonObject,
  name: string,
  taken: Set<string>,
): Map<string, unknown> {
  const { $defs: definitions, ...root } = schema;
  const names = new Map<string, string>();
  const held = isObject(definitions) ? definitions : {};
  for (const key of Object.keys(held)) names.set(key, freeName(key, taken));
  const components = new Map<string, unknown>([[name, rewrite(root, [])]]);
  for (const [key, lifted] of names) components.set(lifted, rewrite(held[key], []));
  return components;

  function rewrite(one: unknown, at: Path): unknown {
    if (!isObject(one)) return one;
    const written: JsonObject = {};
    for (const [keyword, value] of Object.entries(one)) {
      const isReference = references.has(keyword) && typeof value === "string";
      const rewritten = isReference
        ? rewriteReference(value, name, names)
        : mapSubschemas([keyword, value], at, rewrite);
      setOwn(written, keyword, rewritten);
    }
    return written;
  }
}

function rewriteReference(reference: string, root: string, names: Map<string, string>): string {
  if (!reference.startsWith("#")) return reference;
  const [, token, rest = ""] = definition.exec(reference) ?? [];
  const lifted = token === undefined ? undefined : names.get(readToken(token) ?? token);
  return lifted === undefined
    ? `#/components/schemas/${root}${reference.slice(1)}`
    : `#/components/schemas/${lifted}${rest}`;
}

/** A name that OpenAPI allows for components and that nothing else has. */
function freeName(key: string, taken: Set<string>): string {
  const allowed = key.replace(/[^A-Za-z0-9._-]+/g, "_").replace(/^$/, "_");
  let name = allowed;
  for (let suffix = 2; taken.has(name); suffix++) name = `${allowed}_${suffix}`;
  taken.add(name);
  return name;
}
