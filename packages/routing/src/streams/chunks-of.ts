/** An output as the chunks that it is streamed in where nothing of it was before: its items where it is an array, else the whole. */
export function chunksOf(output: unknown): unknown[] {
  if (output === null || output === undefined) return [];
  return Array.isArray(output) ? output : [output];
}
