import { type Match, matchLetters } from "./match-letters.ts";
import type { Program } from "./program.ts";

export interface StepLimits {
  /** Steps for one character of the text, over all the ways that lead to it. */
  stepsPerCharacter: number;
  /** Only texts of so many characters count. */
  maxLength: number;
  /** Takes the steps of the proof itself; false where it is to be given up. */
  spend: (steps: number) => boolean;
}

/**
 * The ways on which an engine could have come to one place of the text and wait there to read on, in
 * the order in which it tries them: places of `read` instructions, doubled, and one more where an assertion
 * may have barred the way.
 */
type Ways = number[];

/** The engine ends here at the latest: it tries none of the ways behind. */
const found = -1;
/** It begins once more at the next character, where all before it failed. */
const beginAgain = -2;

interface Reach {
  ways: Ways;
  steps: number;
}

/**
 * Proves that a backtracking engine takes few steps a character, whatever the text. It goes through all
 * lists of ways that any text leads to; nothing is proven where they are too long or too many.
 */
export function boundsSteps(program: Program, limits: StepLimits): boolean {
  const letters = matchLetters(program.atoms);
  if (letters === null) return false;
  return new Proof(program, letters, limits).holds();
}

class Proof {
  readonly #program: Program;
  readonly #letters: Match[][];
  readonly #limits: StepLimits;
  readonly #reached = new Map<number, Reach>();

  constructor(program: Program, letters: Match[][], limits: StepLimits) {
    this.#program = program;
    this.#letters = letters;
    this.#limits = limits;
  }

  holds(): boolean {
    const { stepsPerCharacter, maxLength } = this.#limits;
    const first = this.#reach(this.#program.entry, { isUnsure: false, isStart: true });
    if (first.steps > stepsPerCharacter) return false;
    if (first.ways.at(-1) !== found) first.ways.push(beginAgain);
    const seen = new Set<string>();
    let lists: Ways[] | null = [first.ways];
    for (let length = 0; length < maxLength && lists.length > 0; length += 1) {
      lists = this.#readEach(lists, seen);
      if (lists === null) return false;
    }
    return true;
  }

  /** Lists that were not seen before; null where one takes too long. */
  #readEach(lists: Ways[], seen: Set<string>): Ways[] | null {
    const longer: Ways[] = [];
    for (const list of lists) {
      for (const letter of this.#letters) {
        const { ways, steps } = this.#read(list, letter);
        if (steps > this.#limits.stepsPerCharacter || !this.#limits.spend(steps)) return null;
        const key = ways.join();
        if (!seen.has(key)) longer.push(ways);
        seen.add(key);
      }
    }
    return longer;
  }

  /** What one character makes of the ways. */
  #read(list: Ways, letter: Match[]): Reach {
    const next: Reach = { ways: [], steps: 1 };
    for (const way of list) {
      if (way === found || next.steps > this.#limits.stepsPerCharacter) break;
      const isOver = way === beginAgain ? this.#begin(next) : this.#follow(next, way, letter);
      if (isOver) break;
    }
    return next;
  }

  #begin(next: Reach): boolean {
    const isOver = this.#append(next, this.#program.entry * 2);
    if (!isOver) next.ways.push(beginAgain);
    return isOver;
  }

  #follow(next: Reach, way: number, letter: Match[]): boolean {
    next.steps += 1;
    const instruction = this.#program.instructions[way >> 1];
    if (instruction?.does !== "read") return false;
    const match = letter[instruction.atom];
    if (match === "no") return false;
    const isUnsure = way % 2 === 1 || match === "maybe";
    return this.#append(next, instruction.next * 2 + Number(isUnsure));
  }

  /** True where the text is found, whatever follows. */
  #append(next: Reach, place: number): boolean {
    let reach = this.#reached.get(place);
    if (reach === undefined) {
      reach = this.#reach(place >> 1, { isUnsure: place % 2 === 1, isStart: false });
      this.#reached.set(place, reach);
    }
    next.ways.push(...reach.ways);
    next.steps += reach.steps;
    return reach.ways.at(-1) === found;
  }

  /** The ways from a place to the next characters to be read. */
  #reach(place: number, { isUnsure, isStart }: { isUnsure: boolean; isStart: boolean }): Reach {
    const reach: Reach = { ways: [], steps: 0 };
    const begun = new Set<number>();
    const walk = (at: number, unsure: boolean): boolean => {
      reach.steps += 1;
      if (reach.steps > this.#limits.stepsPerCharacter) return true;
      const instruction = this.#program.instructions[at];
      switch (instruction?.does) {
        case "read":
          reach.ways.push(at * 2 + Number(unsure));
          return false;
        case "fork":
          return instruction.ways.some((way) => walk(way, unsure));
        case "turn": {
          const isInside = begun.has(at);
          begun.add(at);
          const isOver = instruction.ways.some((way) => walk(way, unsure));
          if (!isInside) begun.delete(at);
          return isOver;
        }
        case "return":
          return !begun.has(instruction.turn) && walk(instruction.turn, unsure);
        case "start":
          return isStart && walk(instruction.next, unsure);
        case "assert":
          return walk(instruction.next, true);
        case "find":
          if (!unsure) reach.ways.push(found);
          return !unsure;
        default:
          return false;
      }
    };
    walk(place, isUnsure);
    return reach;
  }
}
