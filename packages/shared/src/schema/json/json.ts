export type JsonObject = { [key: string]: unknown };

/** Keys of objects and indexes of arrays, from the root of a document to one of its values. */
export type Path = (string | number)[];

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Defines the property even where its name is `__proto__`. */
export function setOwn(object: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(object, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/** The path as a JSON Pointer (RFC 6901). */
export function toPointer(path: Path): string {
  let pointer = "";
  for (const step of path) pointer += `/${typeof step === "number" ? step : escapeStep(step)}`;
  return pointer;
}

export function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function unescapeStep(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
