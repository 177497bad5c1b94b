import type { FlatNode } from "../../schema/flat-schema.ts";
import { isObject } from "../../schema/json/json.ts";

/** What stands in the place of a schema; `true` where it is none, which no flat form has. */
export function asNode(schema: unknown): FlatNode {
  return typeof schema === "boolean" || isObject(schema) ? schema : true;
}

export function asNodes(schemas: unknown): FlatNode[] {
  return Array.isArray(schemas) ? schemas.map(asNode) : [];
}

export function asNodeMap(schemas: unknown): [string, FlatNode][] {
  if (!isObject(schemas)) return [];
  return Object.entries(schemas).map(([name, schema]) => [name, asNode(schema)]);
}

export function asStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
