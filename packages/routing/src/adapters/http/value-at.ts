import { isObject, unescapeStep } from "@headgate/shared";

/** What a JSON Pointer (RFC 6901) finds in a document; undefined where it leads nowhere. */
export function valueAt(document: unknown, pointer: string): unknown {
  if (pointer === "") return document;
  let value = document;
  for (const step of pointer.slice(1).split("/")) {
    value = childOf(value, unescapeStep(step));
    if (value === undefined) return undefined;
  }
  return value;
}

function childOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return /^(0|[1-9][0-9]*)$/.test(key) ? value[Number(key)] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
