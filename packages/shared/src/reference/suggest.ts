import { ReferenceSyntaxError } from "./syntax-error.ts";

/** Long enough for an address that was pasted in place of a reference. */
const maxRespelt = 512;

export interface Reader<T> {
  /** Throws ReferenceSyntaxError for what it cannot read. */
  read: (text: string) => T;
  /** What may have been meant by a text that cannot be read, the likeliest first. */
  respell: (text: string) => string[];
}

/** What `read` gives; where it throws, its error with the first other spelling that it can read. */
export function readOrSuggest<T>(text: string, { read, respell }: Reader<T>): T {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof ReferenceSyntaxError) || text.length > maxRespelt) throw error;
    const suggestion = respell(text).find((other) => canRead(other, read));
    if (suggestion === undefined) throw error;
    const { position, expected, message } = error;
    throw new ReferenceSyntaxError({ position, expected, message, suggestion });
  }
}

function canRead(text: string, read: (text: string) => unknown): boolean {
  try {
    read(text);
    return true;
  } catch (error) {
    if (error instanceof ReferenceSyntaxError) return false;
    throw error;
  }
}

/** The text without what gets into it by accident: spaces, invisible and full-width characters, escapes, capitals. */
export function undress(text: string): string {
  const visible = decode(text)
    .normalize("NFKC")
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, "");
  return visible.toLowerCase();
}

function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // Broken escapes stay as they are: the text is refused either way.
    return text;
  }
}
