import { HeadgateError } from "../errors/error.ts";

export interface SyntaxFault {
  /** Index (UTF-16 units) at which the text stops making sense. */
  position: number;
  /** What could stand there. */
  expected: string;
  message: string;
  /** What was probably meant: a text that is read without fault. */
  suggestion?: string;
}

const maxMessageLength = 300;

/**
 * A reference, or a part of one, that does not follow the grammar; its message has at most 300 printable
 * characters, whatever the text was. Uncaught it is a 422 about `reference`; a caller that knows the place
 * throws `invalidInput(loc, error.message)` instead.
 */
export class ReferenceSyntaxError extends HeadgateError {
  readonly position: number;
  readonly expected: string;
  /** What was probably meant: a text that is read without fault; null where nobody can tell. */
  readonly suggestion: string | null;

  constructor(fault: SyntaxFault) {
    const message = withSuggestion(fault);
    const problem = { loc: ["reference"], msg: message, type: "value_error.reference" };
    super("invalid_input", message, { problems: [problem] });
    this.name = "ReferenceSyntaxError";
    this.position = fault.position;
    this.expected = fault.expected;
    this.suggestion = fault.suggestion ?? null;
  }
}

/** A suggestion is plain ASCII, but may be too long beside a long message. */
function withSuggestion({ message, suggestion }: SyntaxFault): string {
  if (suggestion === undefined) return message;
  const whole = `${message}; did you mean \`${suggestion}\`?`;
  return whole.length > maxMessageLength ? message : whole;
}

const maxEchoed = 80;

/** The text between backticks, at most 80 characters, with everything but printable ASCII spelt as code points. */
export function quote(text: string): string {
  let shown = "";
  for (const character of text.slice(0, maxEchoed + 1)) {
    const written = /[\x20-\x7e]/.test(character) ? character : codePoint(character);
    if (shown.length + written.length > maxEchoed) return `\`${shown}…\``;
    shown += written;
  }
  return `\`${shown}\``;
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
