import type { Dice } from "../dice.ts";
import type { Chronicle } from "./chronicle.ts";
import { calmConduct, chooseConduct, settle, type ChosenConduct } from "./conduct.ts";
import type { Slots } from "./slots.ts";

/** `wild`: as the dice say. `calm`: as Cog should. `holding`: calm, and what it works on lasts until it is calm again. */
export type Mood = "wild" | "calm" | "holding";

/** What tells backends apart. */
export interface BackendTraits {
  readonly name: string;
  readonly capacity: number;
  /** `http`: it knows no callbacks, and answers with the output at the end. */
  readonly speaks: "cog" | "http";
}

/** What a backend is and has seen. All of it but `runs` outlives a crash. */
export interface BackendState extends BackendTraits {
  readonly dice: Dice;
  readonly slots: Slots;
  readonly chronicle: Chronicle;
  /** How it deals with what it works on, by prediction. */
  readonly runs: Map<string, ChosenConduct>;
  /** How often each prediction was put to it anew. */
  readonly puts: Map<string, number>;
  /** How often each conduct was drawn. */
  readonly tally: Map<string, number>;
  /** How long a lease lasts. */
  readonly leaseMs: number;
  mood: Mood;
  /** How often it was at work. */
  started: number;
  crashes: number;
  /** Callbacks of nonsense that were taken for good. */
  garbageTaken: number;
}

/** What callers give to a model here. */
export interface Input {
  /** Tells predictions apart; none where it is only to fill a slot. */
  n?: number;
  /** How many slots it takes. */
  cost: number;
}

/** How it deals with a prediction that is put to it anew. */
export function decideConduct(state: BackendState, id: string, input: Input): ChosenConduct {
  const before = state.puts.get(id) ?? 0;
  state.puts.set(id, before + 1);
  const conduct =
    state.mood === "wild"
      ? chooseConduct(state.dice, [state.name, JSON.stringify(input), before])
      : settle(calmConduct, 0.5);
  state.tally.set(conduct.name, (state.tally.get(conduct.name) ?? 0) + 1);
  return conduct;
}
