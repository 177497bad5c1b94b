/** One way in that a registry offers. */
export interface Challenge {
  /** Lower case: `bearer`, `basic`. */
  scheme: string;
  /** Keys in lower case. */
  parameters: ReadonlyMap<string, string>;
}

/** Registries' challenges have some 200 characters. */
const maxCharacters = 2048;

/** Reads `WWW-Authenticate` (RFC 9110, section 11.6.1); what makes no sense is passed over. */
export function parseChallenges(header: string): Challenge[] {
  const found: { scheme: string; parameters: Map<string, string> }[] = [];
  const words = /([\w-]+)(?:\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^\s",]*)))?/g;
  for (const match of header.slice(0, maxCharacters).matchAll(words)) {
    const [, word = ""] = match;
    const { quoted, plain } = match.groups ?? {};
    const value = quoted?.replaceAll(/\\(.)/g, "$1") ?? plain;
    if (value === undefined) found.push({ scheme: word.toLowerCase(), parameters: new Map() });
    else found.at(-1)?.parameters.set(word.toLowerCase(), value);
  }
  return found;
}
