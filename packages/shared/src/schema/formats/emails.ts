import { isIdnHostname } from "./hostnames.ts";

const localPart =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u{80}-\u{10ffff}-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u{80}-\u{10ffff}-]+)*|"(?:[^"\\]|\\.)*")@/u;

/** An address of RFC 6531. */
export function isIdnEmail(text: string): boolean {
  const [local = null] = localPart.exec(text) ?? [];
  return local !== null && isIdnHostname(text.slice(local.length));
}
