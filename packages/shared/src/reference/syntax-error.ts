import { HeadgateError } from "../errors/error.ts";

export interface SyntaxFault {
  /** Index (UTF-16 units) at which the text stops making sense. */
  position: number;
  /** What could stand there. */
  expected: string;
  message: string;
}

/**
 * A reference, or a part of one, that does not follow the grammar. Uncaught it is a 422 about
 * `reference`; a caller that knows the place throws `invalidInput(loc, error.message)` instead.
 */
export class ReferenceSyntaxError extends HeadgateError {
  readonly position: number;
  readonly expected: string;

  constructor(fault: SyntaxFault) {
    const problem = { loc: ["reference"], msg: fault.message, type: "value_error.reference" };
    super("invalid_input", fault.message, { problems: [problem] });
    this.name = "ReferenceSyntaxError";
    this.position = fault.position;
    this.expected = fault.expected;
  }
}

const maxEchoed = 80;

/** The text between backticks, short, with everything but printable ASCII spelt as code points. */
export function quote(text: string): string {
  const cut = text.length > maxEchoed ? `${text.slice(0, maxEchoed)}…` : text;
  return `\`${cut.replace(/[^\x20-\x7e…]/gu, codePoint)}\``;
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
