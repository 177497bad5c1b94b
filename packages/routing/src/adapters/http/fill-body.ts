import { isObject, type JsonObject, setOwn } from "@headgate/shared";

import { valueAt } from "./value-at.ts";

/**
 * The JSON of a template: each object `{"$from": pointer}` is replaced with what the pointer finds in `values`. What it does not find is
 * left out of an object, and null in an array; undefined where the template is nothing but that.
 */
export function fillBody(template: unknown, values: JsonObject): unknown {
  if (Array.isArray(template)) return template.map((item) => fillBody(item, values) ?? null);
  if (!isObject(template)) return template;
  const { $from: pointer, ...rest } = template;
  if (typeof pointer === "string" && Object.keys(rest).length === 0)
    return valueAt(values, pointer);
  const filled: JsonObject = {};
  for (const [key, value] of Object.entries(template)) {
    const member = fillBody(value, values);
    if (member !== undefined) setOwn(filled, key, member);
  }
  return filled;
}
