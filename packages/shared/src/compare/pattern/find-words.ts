import type { CharacterSet, Expression, Expressions } from "./expression.ts";

const maxStates = 1500;
const maxSize = 400;
const maxWords = 4;
const maxLetters = 60;
const lastCode = 0x10_ff_ff;
const nice = Array.from("axb0A-_ .@/:é😀\n", (character) => character.codePointAt(0) ?? 0);

export interface WordSearch {
  expressions: Expressions;
  /** The words belong to all of these, and to none of those. */
  within: readonly Expression[];
  outside: readonly Expression[];
  least: number;
  most: number;
  /** False where the work is to end. */
  spend: (steps: number) => boolean;
}

interface Step {
  states: readonly Expression[];
  word: string;
  length: number;
}

/** A few words, shortest first; `empty` where it is proven that there are none. */
export function findWords(search: WordSearch): { empty: boolean; words: string[] } {
  const letters = lettersOf([...search.within, ...search.outside]);
  if (letters === null || search.least > maxSize) return { empty: false, words: [] };
  const words: string[] = [];
  const seen = new Set<string>();
  const queue: Step[] = [{ states: [...search.within, ...search.outside], word: "", length: 0 }];
  for (const step of queue) {
    if (words.length >= maxWords || queue.length > maxStates) return { empty: false, words };
    if (step.length >= search.least && isWord(search, step)) words.push(step.word);
    if (step.length >= search.most || !search.spend(stepsOf(letters))) continue;
    for (const letter of letters) {
      const states = step.states.map((state) => search.expressions.derive(state, letter));
      if (states.some((state, at) => at < search.within.length && state.is === "nothing")) continue;
      const length = step.length + 1;
      const key = `${Math.min(length, search.least)}:${states.map(({ id }) => id).join()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ states, word: step.word + String.fromCodePoint(letter), length });
    }
  }
  return { empty: words.length === 0 && search.spend(1), words };
}

/** A step stands for some ten derivatives. */
function stepsOf(letters: readonly number[]): number {
  return 1 + Math.floor(letters.length / 8);
}

function isWord({ within }: WordSearch, { states }: Step): boolean {
  return states.every(({ isNullable }, at) => isNullable === at < within.length);
}

/** One character for each way in which the expressions tell characters apart; null where there are too many. */
function lettersOf(expressions: readonly Expression[]): number[] | null {
  const sets = new Set<CharacterSet>();
  for (const expression of expressions) collectSets(expression, sets, new Set());
  const codes = new Set(nice);
  for (const { edges } of sets) for (const edge of edges) codes.add(edge).add(edge + 1);
  codes.add(0);
  if (codes.size * sets.size > 20_000) return null;
  const letters = new Map<string, number>();
  for (const code of codes) {
    if (code > lastCode || (code >= 0xd8_00 && code <= 0xdf_ff)) continue;
    const text = String.fromCodePoint(code);
    const kind = Array.from(sets, ({ form }) => (form.test(text) ? 1 : 0)).join("");
    if (!letters.has(kind)) letters.set(kind, code);
  }
  return letters.size > maxLetters ? null : [...letters.values()];
}

function collectSets(expression: Expression, sets: Set<CharacterSet>, seen: Set<Expression>): void {
  const open = [expression];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (at.is === "set") sets.add(at);
    else if (at.is === "sequence") open.push(at.first, at.rest);
    else if (at.is === "choice") open.push(...at.options);
    else if (at.is === "repeat") open.push(at.body);
  }
}
