import { decodePunycode } from "./punycode.ts";

const maxNameLength = 253;
const maxLabelLength = 63;

/** Letters, digits and inner hyphens; two hyphens behind two letters are kept for what is encoded (RFC 5891). */
const asciiLabel = /^(?:xn--|(?!..--))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/** A virama joins letters, and so may what stands behind it. */
const virama =
  "[\\u{94d}\\u{9cd}\\u{a4d}\\u{acd}\\u{b4d}\\u{bcd}\\u{c4d}\\u{ccd}\\u{d3b}\\u{d3c}\\u{d4d}\\u{dca}\\u{1b44}\\u{1baa}\\u{1bab}\\u{a9c0}\\u{11046}\\u{1107f}\\u{110b9}\\u{11133}\\u{11134}\\u{111c0}\\u{11235}\\u{1134d}\\u{11442}\\u{114c2}\\u{115bf}\\u{1163f}\\u{116b6}\\u{11c3f}\\u{11d44}\\u{11d45}]";

const japanese = "\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}";

/** What no label may have: RFC 5891, section 4.2.3, and RFC 5892, section 2.6 and appendix A. */
const refused = new RegExp(
  [
    "^$|^-|-$|^..--|^\\p{M}",
    "[^-\\p{L}\\p{Nd}\\p{Mn}\\p{Mc}\\u{b7}\\u{375}\\u{5f3}\\u{5f4}\\u{6fd}\\u{6fe}\\u{f0b}\\u{200c}\\u{200d}\\u{3007}\\u{30fb}]",
    "[\\u{640}\\u{7fa}\\u{302e}\\u{302f}\\u{3031}-\\u{3035}\\u{303b}]",
    "(?<!l)\\u{b7}|\\u{b7}(?!l)",
    "\\u{375}(?!\\p{Script=Greek})",
    "(?<!\\p{Script=Hebrew})[\\u{5f3}\\u{5f4}]",
    `(?<![^\\p{ASCII}])\\u{200c}|(?<!${virama})\\u{200d}`,
    `^[^${japanese}]*\\u{30fb}[^${japanese}]*$`,
    "[\\u{660}-\\u{669}].*[\\u{6f0}-\\u{6f9}]|[\\u{6f0}-\\u{6f9}].*[\\u{660}-\\u{669}]",
  ].join("|"),
  "u",
);

const fromRight =
  "(?=[\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}])\\p{L}";
const fromLeft = `(?!${fromRight})\\p{L}`;
const arabicDigit = "[\\u{660}-\\u{669}]";
const hasRight = new RegExp(`${fromRight}|${arabicDigit}`, "u");

/** What every label must be beside one that is read from the right: RFC 5893, section 2. */
const directed = new RegExp(
  `^(?:${fromRight}(?:(?!${fromLeft}).)*|${fromLeft}(?:(?!${fromRight}|${arabicDigit}).)*)$`,
  "u",
);

/** A name of RFC 1123; labels that encode others (`xn--…`) must encode valid ones. */
export function isHostname(text: string): boolean {
  const labels = text.split(".");
  return (
    text.length <= maxNameLength &&
    labels.every((label) => label.length <= maxLabelLength && asciiLabel.test(label)) &&
    areReadable(labels)
  );
}

/** A name of RFC 5890. */
export function isIdnHostname(text: string): boolean {
  const name = text.normalize("NFC").replaceAll(/[\u3002\uff0e\uff61]/g, ".");
  // The platform's URL parser encodes; the label at the end keeps it from reading digits as an address.
  const url = `http://${name}.a`;
  return (
    areReadable(name.split(".")) &&
    URL.canParse(url) &&
    isHostname(new URL(url).hostname.slice(0, -2))
  );
}

function areReadable(labels: readonly string[]): boolean {
  // The empty label, which stands for one that cannot be decoded, is refused.
  const decoded = labels.map(decodeLabel);
  const isDirected = decoded.some((label) => hasRight.test(label));
  return decoded.every((label) => !refused.test(label) && (!isDirected || directed.test(label)));
}

/** Empty where the label says that it encodes another, and does not. */
function decodeLabel(label: string): string {
  if (!/^xn--/i.test(label)) return label;
  const decoded = decodePunycode(label.slice("xn--".length));
  return decoded !== null && /[^\p{ASCII}]/u.test(decoded) ? decoded : "";
}
