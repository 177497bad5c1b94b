import { definitionNameOf, type FlatNode, type FlatSchema } from "../../schema/flat-schema.ts";
import { isObject } from "../../schema/json/json.ts";
import { asNode, asNodeMap, subschemasOf } from "./subschemas.ts";

/** The name under which the root stands among the definitions; no definition is called so. */
export const rootName = "#";

/** A flat schema by the names of its definitions. */
export interface SchemaDocument {
  root: FlatNode;
  definitions: ReadonlyMap<string, FlatNode>;
}

export function readDocument(flat: FlatSchema): SchemaDocument {
  if (!isObject(flat)) return { root: flat, definitions: new Map([[rootName, flat]]) };
  const { $defs, $schema: _dialect, ...root } = flat;
  return { root, definitions: new Map([[rootName, root], ...asNodeMap($defs)]) };
}

/** `true` where the reference leads nowhere, which no flat form has. */
export function targetOf(document: SchemaDocument, reference: unknown): FlatNode {
  return asNode(document.definitions.get(nameOfTarget(reference)));
}

export function nameOfTarget(reference: unknown): string {
  if (typeof reference !== "string") return rootName;
  try {
    return definitionNameOf(reference) ?? rootName;
  } catch (error) {
    if (error instanceof URIError) return rootName;
    throw error;
  }
}

/** The names that the schema's references lead to directly. */
export function namesIn(node: FlatNode): Set<string> {
  const names = new Set<string>();
  const open = [node];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (isObject(at) && at["$ref"] !== undefined) names.add(nameOfTarget(at["$ref"]));
    open.push(...subschemasOf(at));
  }
  return names;
}
