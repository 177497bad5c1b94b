import { IsIri } from "typebox/format";

const futureAddress =
  /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?)\[v[0-9a-f]+\.[a-z0-9._~!$&'()*+,;=:-]+\]/i;

/** The platform's URL parser, which the library asks, knows no addresses of later versions (RFC 3986, IPvFuture). */
export function isIri(text: string): boolean {
  return IsIri(text.replace(futureAddress, "$1[::1]"));
}

/** An absolute http, https or ftp URL. No format of the standard, but much used. */
export function isUrl(text: string): boolean {
  return (
    /^(?:https?|ftp):\/\/[^\s/?#]/i.test(text) && !/[\s\p{Cc}]/u.test(text) && URL.canParse(text)
  );
}
