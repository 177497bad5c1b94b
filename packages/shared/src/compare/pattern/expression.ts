/** Code points from the first up to and with the second. */
export type CodeRange = readonly [number, number];

/** A regular language. Built only by an `Expressions`, where equal ones are one object. */
export type Expression = { id: number; isNullable: boolean } & (
  | { is: "nothing" | "end" }
  | { is: "set"; ranges: readonly CodeRange[] }
  | { is: "sequence"; first: Expression; rest: Expression }
  | { is: "choice"; options: readonly Expression[] }
  | { is: "repeat"; body: Expression }
);

type Shape =
  | { is: "nothing" | "end" }
  | { is: "set"; ranges: readonly CodeRange[] }
  | { is: "sequence"; first: Expression; rest: Expression }
  | { is: "choice"; options: readonly Expression[] }
  | { is: "repeat"; body: Expression };

export const lastCode = 0x10_ff_ff;

/** Makes regular expressions, and what is left of one after a character (Brzozowski's derivatives). */
export class Expressions {
  readonly #made = new Map<string, Expression>();
  readonly #derived = new Map<string, Expression>();
  readonly nothing = this.#make("0", { is: "nothing" }, false);
  readonly end = this.#make("1", { is: "end" }, true);
  readonly any = this.set([[0, lastCode]]);
  readonly anything = this.repeat(this.any);

  get size(): number {
    return this.#made.size;
  }

  set(ranges: readonly CodeRange[]): Expression {
    if (ranges.length === 0) return this.nothing;
    return this.#make(JSON.stringify(ranges), { is: "set", ranges }, false);
  }

  sequence(first: Expression, rest: Expression): Expression {
    if (first.is === "nothing" || rest.is === "nothing") return this.nothing;
    if (first.is === "end") return rest;
    if (rest.is === "end") return first;
    if (first.is === "sequence") return this.sequence(first.first, this.sequence(first.rest, rest));
    const isNullable = first.isNullable && rest.isNullable;
    return this.#make(`${first.id}.${rest.id}`, { is: "sequence", first, rest }, isNullable);
  }

  choice(parts: readonly Expression[]): Expression {
    const flat = parts.flatMap((part) => (part.is === "choice" ? part.options : [part]));
    if (flat.includes(this.anything)) return this.anything;
    const options = [...new Set(flat)]
      .filter(({ is }) => is !== "nothing")
      .toSorted((a, b) => a.id - b.id);
    const [only = this.nothing] = options;
    if (options.length < 2) return only;
    const isNullable = options.some((option) => option.isNullable);
    const text = options.map(({ id }) => id).join("|");
    return this.#make(text, { is: "choice", options }, isNullable);
  }

  repeat(body: Expression): Expression {
    if (body.is === "nothing" || body.is === "end") return this.end;
    if (body.is === "repeat") return body;
    return this.#make(`${body.id}*`, { is: "repeat", body }, true);
  }

  derive(expression: Expression, code: number): Expression {
    const key = `${expression.id}/${code}`;
    const known = this.#derived.get(key);
    if (known !== undefined) return known;
    const derived = this.#derive(expression, code);
    this.#derived.set(key, derived);
    return derived;
  }

  #derive(expression: Expression, code: number): Expression {
    switch (expression.is) {
      case "nothing":
      case "end":
        return this.nothing;
      case "set":
        return isInRanges(expression.ranges, code) ? this.end : this.nothing;
      case "choice":
        return this.choice(expression.options.map((option) => this.derive(option, code)));
      case "repeat":
        return this.sequence(this.derive(expression.body, code), expression);
      case "sequence": {
        const { first, rest } = expression;
        const inFirst = this.sequence(this.derive(first, code), rest);
        return first.isNullable ? this.choice([inFirst, this.derive(rest, code)]) : inFirst;
      }
    }
  }

  #make(text: string, shape: Shape, isNullable: boolean): Expression {
    const known = this.#made.get(text);
    if (known !== undefined) return known;
    const made = { ...shape, id: this.#made.size, isNullable };
    this.#made.set(text, made);
    return made;
  }
}

export function isInRanges(ranges: readonly CodeRange[], code: number): boolean {
  return ranges.some(([from, to]) => from <= code && code <= to);
}

export function invertRanges(ranges: readonly CodeRange[]): CodeRange[] {
  const inverse: CodeRange[] = [];
  let next = 0;
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (from > next) inverse.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= lastCode) inverse.push([next, lastCode]);
  return inverse;
}
