import { format } from "@cfworker/json-schema";

/*
 * The library's own expression for `url` takes minutes on 48 characters. The table belongs to the
 * library and its validator reads it at each check, so the entry is replaced where it stands.
 */
format["url"] = isUrl;

function isUrl(text: string): boolean {
  return (
    /^(?:https?|ftp):\/\/[^\s/?#]/i.test(text) && !/[\s\p{Cc}]/u.test(text) && URL.canParse(text)
  );
}

/** Whether the format is asserted; the others are annotations. A name such as `toString` is not in the table. */
export function isAssertedFormat(name: unknown): name is string {
  return typeof name === "string" && Object.hasOwn(format, name);
}

export const formatNames: readonly string[] = Object.keys(format);
