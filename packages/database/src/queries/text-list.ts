/** `text` was made by json_group_array over a text column: its shape is certain. */
export function parseTexts(text: string): string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return JSON.parse(text) as string[];
}
