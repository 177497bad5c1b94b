import { HeadgateError, invalidInput } from "@headgate/shared";

/** `"3"`: what a client hands back in `If-Match`. */
export function etagOf({ revision }: { revision: number }): string {
  return `"${revision}"`;
}

/**
 * Holds the revision against an `If-Match` header: null and `*` take any. `precondition_failed`, naming the one there is, for another;
 * `invalid_input` at `header.if-match` for what is no list of ETags. Weak ones match nothing.
 */
export function checkIfMatch(header: string | null, revision: number): void {
  if (header === null || header.trim() === "*") return;
  const tags = header.split(",").map((tag) => tag.trim());
  if (!tags.every((tag) => /^(?:W\/)?"[\x21\x23-\x7e]*"$/.test(tag))) {
    const message = 'If-Match must be * or ETags as they came, in quotes: "3"';
    throw invalidInput(["header", "if-match"], message);
  }
  const current = etagOf({ revision });
  if (tags.includes(current)) return;
  const message = `it was changed since it was read: its ETag is ${current} and not ${header}; read it again before you change it`;
  throw new HeadgateError("precondition_failed", message);
}
