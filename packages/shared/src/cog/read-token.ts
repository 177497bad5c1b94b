import { unescapeStep } from "../schema/json/json.ts";

/** A step of a JSON Pointer in a URI's fragment, decoded; null where a percent-escape in it is broken. */
export function readToken(token: string): string | null {
  try {
    return unescapeStep(decodeURIComponent(token));
  } catch {
    // decodeURIComponent throws nothing else.
    return null;
  }
}
