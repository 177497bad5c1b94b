import type { Expression, Expressions } from "./expression.ts";

/** What a repetition in braces may come to. */
const maxRepeats = 1000;
const maxNesting = 50;

/** What stands for one character, or for one of some. */
const escape = String.raw`\\(?:[dDwWsStnvfr0^$\\.*+?()[\]{}|/-]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|u\{[\da-fA-F]+\})`;
const atom = new RegExp(
  String.raw`${escape}|\[\^?(?:${escape}|[^\]\\])*\]|[^\\^$*+?{}()|[\]]`,
  "uy",
);
const atomPart = new RegExp(`${escape}|[^]`, "gu");

/** Characters with which, or behind which, one of these classes begins or ends. */
const classEdges: Readonly<Record<string, string>> = {
  d: "/9",
  w: "/9@Z^_`z",
  s: "\b\r\x1f \x9f\xa0\u167f\u1680\u1fff\u200a\u2027\u2029\u202e\u202f\u205e\u205f\u2fff\u3000\ufefe\ufeff",
  ".": "\t\n\f\r\u2027\u2029",
};
const controls: Readonly<Record<string, string>> = {
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  0: "\0",
};

/** Thrown inside this file where a pattern has what is not read: look-around, back references, properties of characters. */
class UnreadPattern extends Error {}

/** The language of the strings in which the pattern is found; null where it holds more than a regular expression. */
export function parsePattern(expressions: Expressions, pattern: string): Expression | null {
  try {
    return new Reader(expressions, pattern).readAll();
  } catch (error) {
    if (error instanceof UnreadPattern) return null;
    throw error;
  }
}

class Reader {
  readonly #expressions: Expressions;
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(expressions: Expressions, pattern: string) {
    this.#expressions = expressions;
    this.#text = pattern;
  }

  readAll(): Expression {
    const found = this.#readChoice(true);
    if (this.#at < this.#text.length) throw new UnreadPattern();
    return found;
  }

  /** Where `isWhole`, the options are sought anywhere in the string, unless they are tied to its ends. */
  #readChoice(isWhole: boolean): Expression {
    const options: Expression[] = [];
    do options.push(this.#readOption(isWhole));
    while (this.#take("|"));
    return this.#expressions.choice(options);
  }

  #readOption(isWhole: boolean): Expression {
    const { end, anything } = this.#expressions;
    const parts = [isWhole && !this.#take("^") ? anything : end];
    let isTied = !isWhole;
    while (this.#at < this.#text.length && !"|)".includes(this.#peek())) {
      isTied = isWhole && this.#take("$");
      if (isTied && this.#at < this.#text.length && this.#peek() !== "|") throw new UnreadPattern();
      if (!isTied) parts.push(this.#readRepeated());
    }
    if (isWhole && !isTied) parts.push(anything);
    return parts.reduceRight((rest, part) => this.#expressions.sequence(part, rest), end);
  }

  #readRepeated(): Expression {
    const body = this.#readAtom();
    const { end } = this.#expressions;
    let repeated = body;
    if (this.#take("*")) repeated = this.#expressions.repeat(body);
    else if (this.#take("+")) repeated = this.#times(body, 1, Infinity);
    else if (this.#take("?")) repeated = this.#expressions.choice([body, end]);
    else if (this.#take("{")) {
      const [, least, comma, most] = this.#match(/(\d+)(,?)(\d*)\}/y) ?? [];
      const limit = most === "" ? Infinity : Number(most);
      repeated = this.#times(body, Number(least), comma === "" ? Number(least) : limit);
    } else return body;
    this.#take("?");
    return repeated;
  }

  #times(body: Expression, least: number, most: number): Expression {
    const { end } = this.#expressions;
    if (least > maxRepeats || (most > maxRepeats && most < Infinity)) throw new UnreadPattern();
    let repeated = most === Infinity ? this.#expressions.repeat(body) : end;
    for (let count = least; count < most && most < Infinity; count += 1) {
      repeated = this.#expressions.choice([end, this.#expressions.sequence(body, repeated)]);
    }
    for (let count = 0; count < least; count += 1) {
      repeated = this.#expressions.sequence(body, repeated);
    }
    if (this.#expressions.size > 20 * maxRepeats) throw new UnreadPattern();
    return repeated;
  }

  #readAtom(): Expression {
    if (this.#take("(")) return this.#readGroup();
    const [source] = this.#match(atom) ?? [];
    if (source === undefined) throw new UnreadPattern();
    const edges =
      source === "." ? [classEdges["."] ?? ""] : (source.match(atomPart) ?? []).map(edgesOf);
    const codes = Array.from(edges.join(""), (character) => character.codePointAt(0) ?? 0);
    const [code] = codes;
    const isOne = codes.length === 1 && code !== undefined;
    return isOne ? this.#expressions.character(code) : this.#expressions.set(source, codes);
  }

  #readGroup(): Expression {
    if (this.#peek() === "?" && this.#match(/\?(?::|<[A-Za-z_]\w*>)/y) === null) {
      throw new UnreadPattern();
    }
    this.#depth += 1;
    if (this.#depth > maxNesting) throw new UnreadPattern();
    const inside = this.#readChoice(false);
    this.#depth -= 1;
    if (!this.#take(")")) throw new UnreadPattern();
    return inside;
  }

  #match(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.#at;
    const found = form.exec(this.#text);
    if (found !== null) this.#at = form.lastIndex;
    return found;
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }
}

/** The edges of what a part of an atom says: a character, an escape or a class. */
function edgesOf(part: string): string {
  const letter = part.charAt(1);
  if (!part.startsWith("\\")) return part;
  if (letter === "x" || letter === "u") {
    const code = Number.parseInt(part.replace(/[^\da-f]+/gi, ""), 16);
    if (code >= 0xd8_00 && code <= 0xdf_ff) throw new UnreadPattern();
    return String.fromCodePoint(code);
  }
  if (/[dws]/i.test(letter)) return classEdges[letter.toLowerCase()] ?? "";
  return controls[letter] ?? letter;
}
