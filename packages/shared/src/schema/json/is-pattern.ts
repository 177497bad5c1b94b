/** Whether the text is a regular expression of ECMAScript with the flag `u`, as JSON Schema asks. */
export function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u").unicode;
  } catch {
    // The constructor throws for nothing but an invalid pattern.
    return false;
  }
}
