import { isObject } from "../json/json.ts";

/** The properties that a schema allows but one value or a few for. */
export function discriminatorsOf(schema: unknown): string[] {
  if (!isObject(schema) || !isObject(schema["properties"])) return [];
  const isChoice = (property: unknown): boolean =>
    isObject(property) && ("const" in property || "enum" in property);
  return Object.entries(schema["properties"]).flatMap(([name, property]) =>
    isChoice(property) ? [name] : [],
  );
}
