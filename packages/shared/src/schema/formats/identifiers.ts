import { format as library } from "@cfworker/json-schema";

const scheme = "[A-Za-z][A-Za-z0-9+.-]*:";

/** RFC 3986; `beyond` are the characters that RFC 3987 adds. */
function referenceForm(beyond: string): RegExp {
  const characters = (more: string): string =>
    `(?:[A-Za-z0-9_.~!$&'()*+,;=${more}${beyond}-]|%[0-9A-Fa-f]{2})*`;
  const host = `(?:\\[(?<address>[^\\]]*)\\]|${characters("")})`;
  const authority = `//(?:${characters(":")}@)?${host}(?::[0-9]*)?(?![^/?#])`;
  const rest = characters(":@/?");
  return new RegExp(
    `^(?:${scheme}|(?![^/?#]*:))(?:${authority}|(?!//))${characters(":@/")}(?:\\?${rest})?(?:#${rest})?$`,
    "u",
  );
}

const ascii = referenceForm("");
const international = referenceForm("\\u{a0}-\\u{d7ff}\\u{e000}-\\u{10fffd}");
const absolute = new RegExp(`^${scheme}`);
const futureAddress = /^v[0-9a-f]+\.[a-z0-9_.~!$&'()*+,;=:-]+$/i;

export function isUriReference(text: string): boolean {
  return hasForm(ascii, text);
}

export function isUri(text: string): boolean {
  return absolute.test(text) && hasForm(ascii, text);
}

export function isIriReference(text: string): boolean {
  return hasForm(international, text);
}

export function isIri(text: string): boolean {
  return absolute.test(text) && hasForm(international, text);
}

function hasForm(form: RegExp, text: string): boolean {
  const found = form.exec(text);
  const address = found?.groups?.["address"];
  if (address === undefined) return found !== null;
  return library["ipv6"]?.(address) === true || futureAddress.test(address);
}

/** An absolute http, https or ftp URL. No format of the standard, but much used. */
export function isUrl(text: string): boolean {
  return (
    /^(?:https?|ftp):\/\/[^\s/?#]/i.test(text) && !/[\s\p{Cc}]/u.test(text) && URL.canParse(text)
  );
}
