/** Some of a file's bytes. */
export interface ByteRange {
  offset: number;
  length: number;
}

/**
 * What of so many bytes a `Range` header asks for. Null: all of it, also where it asks for several ranges, or is none (RFC 9110 lets a
 * server ignore them). `unsatisfiable`: nothing of what it asks for is there.
 */
export function readByteRange(
  header: string | null,
  size: number,
): ByteRange | "unsatisfiable" | null {
  const [, first = "", last = ""] = /^bytes=([0-9]{0,15})-([0-9]{0,15})$/i.exec(header ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { offset: size - length, length };
  }
  const offset = Number(first);
  const end = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < offset) return null;
  return offset >= size ? "unsatisfiable" : { offset, length: end - offset };
}
