import { undress } from "./suggest.ts";

const shortestIdPrefix = 7;

/** What may have been meant by a text that is no reference, the likeliest first; not all of it need be one. */
export function respellReference(text: string): string[] {
  const plain = stripAddress(undress(text));
  const parts = splitReference(plain);
  if (parts === null) return [plain];
  const { model, selector } = parts;
  const versions = [selector, tidyVersion(selector)].map((version) => `${model}:${version}`);
  const aliases = isPartOfId(selector) ? [] : [`${model}@${selector}`];
  return [plain, ...versions, ...aliases];
}

/** True for hex digits, of both kinds, that look like an id cut off or with some too many. */
export function isPartOfId(text: string): boolean {
  return (
    text.length >= shortestIdPrefix &&
    text.length !== 64 &&
    /^[0-9a-f]+$/.test(text) &&
    /[0-9]/.test(text) &&
    /[a-f]/.test(text)
  );
}

/** `https://host/v1/models/john/x?y#z` and `/john/x/` are `john/x`. */
function stripAddress(text: string): string {
  const path = text.replace(/^[a-z]+:\/\/[^/]*\//, "").replace(/[?#].*$/, "");
  return path
    .replace(/^\/+/, "")
    .replace(/^v1\//, "")
    .replace(/^models\//, "")
    .replace(/\/+$/, "");
}

interface Parts {
  model: string;
  selector: string;
}

const spellings = [
  /^(?<owner>[^/:@]+)\/(?<name>[^/:@]+)[:@](?<selector>[^/:@]+)$/,
  /^(?<owner>[^/:@]+)[:@](?<selector>[^/:@]+)\/(?<name>[^/:@]+)$/,
  /^(?<owner>[^/:@]+)\/(?<name>[^/:@]+)\/(?:versions\/)?(?<selector>[^/:@]+)$/,
];

function splitReference(text: string): Parts | null {
  for (const spelling of spellings) {
    const { owner = "", name = "", selector } = spelling.exec(text)?.groups ?? {};
    if (selector !== undefined) return { model: `${owner}/${name}`, selector };
  }
  return null;
}

/** `v1.4` is `1.4.0`, `007` is `7`, `1.4.0+build` is `1.4.0`. */
function tidyVersion(selector: string): string {
  const version = selector.replace(/^v(?=[0-9])/, "").replace(/\+.*$/, "");
  if (/^0+[1-9][0-9]*$/.test(version)) return version.replace(/^0+/, "");
  return /^[0-9]+\.[0-9]+$/.test(version) ? `${version}.0` : version;
}
