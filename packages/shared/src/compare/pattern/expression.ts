/** Some of all characters. */
export interface CharacterSet {
  is: "set";
  /** Matches a text of one of them. */
  form: RegExp;
  /** Code points with which, or behind which, being in the set begins or ends. */
  edges: readonly number[];
}

/** A regular language. Built only by an `Expressions`, where equal ones are one object. */
export type Expression = { id: number; isNullable: boolean } & (
  | { is: "nothing" | "end" }
  | CharacterSet
  | { is: "sequence"; first: Expression; rest: Expression }
  | { is: "choice"; options: readonly Expression[] }
  | { is: "repeat"; body: Expression }
);

type Shape =
  | { is: "nothing" | "end" }
  | CharacterSet
  | { is: "sequence"; first: Expression; rest: Expression }
  | { is: "choice"; options: readonly Expression[] }
  | { is: "repeat"; body: Expression };

/** Makes regular expressions, and what is left of one after a character (Brzozowski's derivatives). */
export class Expressions {
  readonly #made = new Map<string, Expression>();
  readonly #derived = new Map<string, Expression>();
  readonly nothing = this.#make("0", { is: "nothing" }, false);
  readonly end = this.#make("1", { is: "end" }, true);
  readonly any = this.set("[^]", []);
  readonly anything = this.repeat(this.any);

  get size(): number {
    return this.#made.size;
  }

  /** `source` is a pattern of one character. */
  set(source: string, edges: readonly number[]): Expression {
    return this.#make(source, { is: "set", form: new RegExp(`^${source}$`, "u"), edges }, false);
  }

  character(code: number): Expression {
    return this.set(`\\u{${code.toString(16)}}`, [code]);
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
        return expression.form.test(String.fromCodePoint(code)) ? this.end : this.nothing;
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
