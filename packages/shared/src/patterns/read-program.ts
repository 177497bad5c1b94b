import type { Instruction, Program } from "./program.ts";

const maxLength = 10_000;
/** Counted repetitions are written out. */
const maxInstructions = 2000;
const maxNesting = 100;

/** Adds the instructions of a part of the pattern that goes on at `next`, and gives their entry. */
type Part = (next: number) => number;

/** Thrown inside this file for what is not read: look-behind, back-references, flags, large counts. */
class UnreadPattern extends Error {}

/** What an engine does for a pattern that is valid with the flag `u`; null where that cannot be told. */
export function readProgram(pattern: string): Program | null {
  if (pattern.length > maxLength) return null;
  try {
    return new Reader(pattern).readAll();
  } catch (error) {
    if (error instanceof UnreadPattern) return null;
    throw error;
  }
}

class Reader {
  readonly #instructions: Instruction[] = [];
  readonly #atoms = new Map<string, number>();
  #rest: string;
  #depth = 0;

  constructor(pattern: string) {
    this.#rest = pattern;
  }

  readAll(): Program {
    const whole = this.#readChoice();
    const entry = whole(this.#add({ does: "find" }));
    return { instructions: this.#instructions, entry, atoms: [...this.#atoms.keys()] };
  }

  #readChoice(): Part {
    const options: Part[] = [];
    do options.push(this.#readSequence());
    while (this.#take(/^\|/) !== null);
    const [only] = options;
    if (only !== undefined && options.length === 1) return only;
    return (next) => this.#add({ does: "fork", ways: options.map((option) => option(next)) });
  }

  #readSequence(): Part {
    const parts: Part[] = [];
    while (this.#rest !== "" && !/^[|)]/.test(this.#rest)) parts.push(this.#readRepeated());
    return (next) => parts.reduceRight((after, part) => part(after), next);
  }

  #readRepeated(): Part {
    const part = this.#readTerm();
    const [text, mark, least, comma, most] = this.#take(/^(?:([*+?])|\{(\d+)(,?)(\d*)\})/) ?? [];
    if (text === undefined) return part;
    const isLazy = this.#take(/^\?/) !== null;
    if (mark === "*") return this.#repeat(part, { least: 0, most: Infinity, isLazy });
    if (mark === "+") return this.#repeat(part, { least: 1, most: Infinity, isLazy });
    if (mark === "?") return this.#repeat(part, { least: 0, most: 1, isLazy });
    const highest = comma === "" ? least : most === "" ? Infinity : most;
    return this.#repeat(part, { least: Number(least), most: Number(highest), isLazy });
  }

  #repeat(
    part: Part,
    { least, most, isLazy }: { least: number; most: number; isLazy: boolean },
  ): Part {
    if (least > maxInstructions) throw new UnreadPattern();
    const choose = (again: number, next: number): number[] =>
      isLazy ? [next, again] : [again, next];
    return (next) => {
      let entry = next;
      let copies = least;
      if (most === Infinity) {
        const turn = this.#add({ does: "stop" });
        const body = part(this.#add({ does: "return", turn }));
        this.#instructions[turn] = { does: "turn", ways: choose(body, next) };
        entry = least === 0 ? turn : body;
        copies -= 1;
      } else {
        for (let count = least; count < most; count += 1) {
          entry = this.#add({ does: "fork", ways: choose(part(entry), next) });
        }
      }
      for (; copies > 0; copies -= 1) entry = part(entry);
      return entry;
    };
  }

  #readTerm(): Part {
    if (this.#take(/^\^/) !== null) return (next) => this.#add({ does: "start", next });
    if (this.#take(/^\$/) !== null) return () => this.#add({ does: "stop" });
    if (this.#take(/^\\[bB]/) !== null) return (next) => this.#add({ does: "assert", next });
    if (this.#take(/^\(\?[=!]/) !== null) return this.#readLookAhead();
    if (this.#take(/^\((?:\?:|\?<[^=!>][^>]*>|(?!\?))/) !== null) return this.#readGroup();
    const [text] =
      this.#take(
        /^(?:\[(?:[^\]\\]|\\.)*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u.{4}|\\x..|\\c.|\\[^1-9k]|[^\\()])/su,
      ) ?? [];
    if (text === undefined) throw new UnreadPattern();
    const atom = this.#atoms.get(text) ?? this.#atoms.size;
    this.#atoms.set(text, atom);
    return (next) => this.#add({ does: "read", atom, next });
  }

  #readGroup(): Part {
    this.#depth += 1;
    if (this.#depth > maxNesting) throw new UnreadPattern();
    const inside = this.#readChoice();
    this.#depth -= 1;
    if (this.#take(/^\)/) === null) throw new UnreadPattern();
    return inside;
  }

  #readLookAhead(): Part {
    const inside = this.#readGroup();
    return (next) => {
      const ahead = inside(this.#add({ does: "stop" }));
      const after = this.#add({ does: "assert", next });
      return this.#add({ does: "fork", ways: [ahead, after] });
    };
  }

  #add(instruction: Instruction): number {
    if (this.#instructions.length >= maxInstructions) throw new UnreadPattern();
    return this.#instructions.push(instruction) - 1;
  }

  #take(form: RegExp): RegExpExecArray | null {
    const found = form.exec(this.#rest);
    if (found !== null) this.#rest = this.#rest.slice(found[0].length);
    return found;
  }
}
