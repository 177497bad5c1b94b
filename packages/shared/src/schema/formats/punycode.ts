/** The parameters that RFC 3492 gives Punycode. */
const base = 36;
const leastThreshold = 1;
const mostThreshold = 26;
const skew = 38;
const damp = 700;
const firstBias = 72;
const firstCode = 0x80;
const lastCode = 0x10_ff_ff;

const digits = "abcdefghijklmnopqrstuvwxyz0123456789";

/** The text that Punycode stands for (RFC 3492, section 6.2); null where it is none. */
export function decodePunycode(encoded: string): string | null {
  const delimiter = encoded.lastIndexOf("-");
  if (delimiter === 0) return null;
  const codes = Array.from(encoded.slice(0, Math.max(0, delimiter)), codeOf);
  let [code, bias, index, at] = [firstCode, firstBias, 0, delimiter + 1];
  while (at < encoded.length) {
    const before = index;
    let weight = 1;
    for (let position = base; ; position += base) {
      const digit = digits.indexOf(encoded.charAt(at).toLowerCase() || "-");
      if (digit < 0) return null;
      at += 1;
      index += digit * weight;
      const threshold = Math.min(Math.max(position - bias, leastThreshold), mostThreshold);
      if (digit < threshold) break;
      weight *= base - threshold;
    }
    const length = codes.length + 1;
    bias = adapt(before === 0 ? Math.floor(index / damp) : (index - before) >> 1, length);
    code += Math.floor(index / length);
    if (code > lastCode) return null;
    codes.splice(index % length, 0, code);
    index = (index % length) + 1;
  }
  return String.fromCodePoint(...codes);
}

function adapt(change: number, length: number): number {
  let [delta, bias] = [change + Math.floor(change / length), 0];
  for (; delta > ((base - leastThreshold) * mostThreshold) / 2; bias += base) {
    delta = Math.floor(delta / (base - leastThreshold));
  }
  return bias + Math.floor((base * delta) / (delta + skew));
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
