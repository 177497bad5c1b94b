import { isObject } from "./json.ts";

/** The JSON text of RFC 8785, the same for two values exactly if they are the same value: names in order, 0 for -0. */
export function canonicalText(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  let text = "";
  for (const name of Object.keys(value).toSorted()) {
    text += `${text === "" ? "{" : ","}${JSON.stringify(name)}:${canonicalText(value[name])}`;
  }
  return text === "" ? "{}" : `${text}}`;
}
