import { isObject } from "@headgate/shared";

/** What a backend says is wrong: text, or an object or list (FastAPI's `detail`) with text in it. Null for anything else. */
export function errorText(value: unknown): string | null {
  if (typeof value === "string") return value === "" ? null : value;
  if (Array.isArray(value)) return value.map(errorText).filter(Boolean).join("; ") || null;
  if (!isObject(value)) return null;
  const { message, msg, detail } = value;
  return errorText(message ?? msg ?? detail) ?? JSON.stringify(value);
}
