import { HeadgateError, type Problem } from "@headgate/shared";

import type { Body } from "../bodies/describe-body.ts";

const types: unknown[] = ["header", "version", "transition", "ledger_entry", "end", "incomplete"];

/** The lines of an import one after the other, with what is wrong about one said of its place. */
export class LineReader {
  /** Of the line that was read last; 1 for the first. */
  number = 0;
  readonly #lines: AsyncIterator<string>;
  /** The line behind that. Undefined: not read yet. */
  #next: { value: unknown; type: unknown } | null | undefined;

  constructor(lines: AsyncIterable<string>) {
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** What the next line holds, if it is of this type; null where it is of another, or there is none. */
  async take<Value>(type: string, body: Body<Value>): Promise<Value | null> {
    const next = await this.#peek();
    if (next?.type !== type) return null;
    this.#next = undefined;
    this.number += 1;
    return this.about(() => body.parse(next.value));
  }

  /** The type of the next line, as text; null where there is none. */
  async nextType(): Promise<string | null> {
    const next = await this.#peek();
    return next === null ? null : String(next.type);
  }

  /** What `read` gives; what it throws about a body is about the line that was read last. */
  async about<Value>(read: () => Promise<Value> | Value): Promise<Value> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof HeadgateError) || error.code !== "invalid_input") throw error;
      const problems: Problem[] = error.problems.map(({ loc, ...problem }) => ({
        ...problem,
        loc: ["body", this.number, ...loc.slice(1)],
      }));
      throw new HeadgateError("invalid_input", error.message, { problems });
    }
  }

  /** About the line that was read last. */
  refuse(msg: string, ...loc: string[]): HeadgateError {
    const problem = { loc: ["body", this.number, ...loc], msg, type: "value_error" };
    return new HeadgateError("invalid_input", msg, { problems: [problem] });
  }

  async #peek(): Promise<{ value: unknown; type: unknown } | null> {
    if (this.#next !== undefined) return this.#next;
    const step: IteratorResult<string, unknown> = await this.#lines.next();
    if (step.done === true) return (this.#next = null);
    const value = this.#parse(step.value);
    const type = typeof value === "object" && value !== null && "type" in value ? value.type : null;
    if (!types.includes(type)) {
      this.number += 1;
      throw this.refuse(`there are no lines of the type ${JSON.stringify(type)}`, "type");
    }
    return (this.#next = { value, type });
  }

  #parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      const reason = error instanceof SyntaxError ? error.message : String(error);
      const message = `line ${this.number + 1} is not valid JSON: ${reason}`;
      throw new HeadgateError("bad_request", message);
    }
  }
}
