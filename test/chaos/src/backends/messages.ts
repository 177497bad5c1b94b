import type { BackendTraits, Mood } from "./backend-state.ts";
import type { BackendOptions } from "./backend.ts";
import type { Excess } from "./slots.ts";

/** What the backends' process is started with, as JSON. */
export interface FarmOptions extends Omit<BackendOptions, keyof BackendTraits | "dice"> {
  seed: string;
  backends: BackendTraits[];
}

/** To the backends' process; each is answered with one `FarmReport`. */
export type FarmMessage = { mood: Mood | null; ids: string[] };

export interface BackendReport extends BackendTraits {
  url: string;
  /** On how many it works now. */
  working: number;
  /** Most that it was ever to work on at once, as far as they count. */
  highest: number;
  excesses: Excess[];
  started: number;
  crashes: number;
  garbageTaken: number;
  tally: Record<string, number>;
}

export interface FarmReport {
  backends: BackendReport[];
  /** What happened to each of the ids that were asked for. */
  chronicles: Record<string, string[]>;
}
