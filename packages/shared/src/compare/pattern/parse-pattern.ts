import {
  type CodeRange,
  type Expression,
  type Expressions,
  invertRanges,
  lastCode,
} from "./expression.ts";

/** What a repetition in braces may come to. */
const maxRepeats = 1000;
const maxNesting = 50;

const digits: readonly CodeRange[] = [[48, 57]];
const words: readonly CodeRange[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const spaces: readonly CodeRange[] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x16_80, 0x16_80],
  [0x20_00, 0x20_0a],
  [0x20_28, 0x20_29],
  [0x20_2f, 0x20_2f],
  [0x20_5f, 0x20_5f],
  [0x30_00, 0x30_00],
  [0xfe_ff, 0xfe_ff],
];
const lineEnds: readonly CodeRange[] = [
  [10, 10],
  [13, 13],
  [0x20_28, 0x20_29],
];
const classes: Readonly<Record<string, readonly CodeRange[]>> = {
  d: digits,
  w: words,
  s: spaces,
  D: invertRanges(digits),
  W: invertRanges(words),
  S: invertRanges(spaces),
};
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };

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
  readonly #text: string[];
  #at = 0;
  #depth = 0;

  constructor(expressions: Expressions, pattern: string) {
    this.#expressions = expressions;
    this.#text = Array.from(pattern);
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
      const [, least, comma, most] = this.#match(/^(\d+)(,?)(\d*)\}/) ?? [];
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
    if (this.#take("[")) return this.#expressions.set(this.#readClass());
    if (this.#take(".")) return this.#expressions.set(invertRanges(lineEnds));
    if (this.#take("\\")) return this.#expressions.set(this.#readEscape());
    const code = this.#next();
    if ("^$*+?{}]".includes(String.fromCodePoint(code))) throw new UnreadPattern();
    return this.#expressions.set([[code, code]]);
  }

  #readGroup(): Expression {
    if (this.#peek() === "?" && this.#match(/^\?(?::|<[A-Za-z_]\w*>)/) === null) {
      throw new UnreadPattern();
    }
    this.#depth += 1;
    if (this.#depth > maxNesting) throw new UnreadPattern();
    const inside = this.#readChoice(false);
    this.#depth -= 1;
    if (!this.#take(")")) throw new UnreadPattern();
    return inside;
  }

  #readClass(): readonly CodeRange[] {
    const isInverse = this.#take("^");
    const ranges: CodeRange[] = [];
    while (!this.#take("]")) {
      const from = this.#readClassPart();
      const [first] = from;
      const isRange = this.#peek() === "-" && this.#text[this.#at + 1] !== "]";
      if (!isRange) {
        ranges.push(...from);
        continue;
      }
      this.#at += 1;
      const [last] = this.#readClassPart();
      if (first === undefined || last === undefined) throw new UnreadPattern();
      ranges.push([first[0], last[1]]);
    }
    return isInverse ? invertRanges(ranges) : ranges;
  }

  #readClassPart(): readonly CodeRange[] {
    if (this.#take("\\")) return this.#readEscape();
    const code = this.#next();
    return [[code, code]];
  }

  #readEscape(): readonly CodeRange[] {
    const code = this.#next();
    const letter = String.fromCodePoint(code);
    const known = Object.hasOwn(classes, letter) ? classes[letter] : undefined;
    if (known !== undefined) return known;
    const hex = this.#readHex(letter);
    const single = hex ?? (Object.hasOwn(controls, letter) ? controls[letter] : undefined);
    if (single !== undefined) return [[single, single]];
    if (/[A-Za-z0-9]/.test(letter)) throw new UnreadPattern();
    return [[code, code]];
  }

  #readHex(letter: string): number | null {
    if (letter !== "x" && letter !== "u") return null;
    const form = letter === "x" ? /^([\da-f]{2})/i : /^(?:([\da-f]{4})|\{([\da-f]+)\})/i;
    const [, short, long] = this.#match(form) ?? [];
    const code = Number.parseInt(short ?? long ?? "", 16);
    const isHalf = code >= 0xd8_00 && code <= 0xdf_ff;
    if (!(code <= lastCode) || isHalf) throw new UnreadPattern();
    return code;
  }

  #match(form: RegExp): RegExpExecArray | null {
    const found = form.exec(this.#text.slice(this.#at, this.#at + 40).join(""));
    if (found !== null) this.#at += found[0].length;
    return found;
  }

  #peek(): string {
    return this.#text[this.#at] ?? "";
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  #next(): number {
    const code = this.#peek().codePointAt(0);
    if (code === undefined) throw new UnreadPattern();
    this.#at += 1;
    return code;
  }
}
