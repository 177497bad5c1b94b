/** D1 takes a parameter of 2 MB at most: stay well under it. */
const maxChunkBytes = 1_000_000;
const encoder = new TextEncoder();

/**
 * The items as JSON arrays, each small enough for one statement to take it as its only parameter. An item
 * that is larger than that goes alone.
 */
export function jsonChunks(items: readonly unknown[]): string[] {
  const chunks: string[] = [];
  let texts: string[] = [];
  let bytes = 0;
  for (const text of items.map((item) => JSON.stringify(item))) {
    const size = encoder.encode(text).length;
    if (texts.length > 0 && bytes + size > maxChunkBytes) {
      chunks.push(`[${texts.join(",")}]`);
      texts = [];
      bytes = 0;
    }
    texts.push(text);
    bytes += size;
  }
  if (texts.length > 0) chunks.push(`[${texts.join(",")}]`);
  return chunks;
}
