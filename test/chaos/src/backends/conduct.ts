import { between, type Dice, pick } from "../dice.ts";

/** What a backend answers where a prediction is put. `swallow`: nothing, ever. `late`: after the caller has given up. */
export type AnswerKind = "answer" | "refuse" | "nonsense" | "cut" | "swallow" | "late";

/** What becomes of a callback. `garbage`: something else comes before it, which must be refused. */
export type CallbackKind = "once" | "twice" | "contradicted" | "garbage" | "late" | "never";

/** How a backend deals with one prediction that is put to it. */
export interface Conduct {
  name: string;
  weight: number;
  answer: AnswerKind;
  /** Of a refusal. */
  status?: number;
  retryAfterS?: number;
  /** Whether it works on the prediction, whatever it answers. */
  starts: boolean;
  /** How long it works; infinity: until it is stopped. */
  runMs: readonly [number, number];
  fails?: boolean;
  callback: CallbackKind;
  /** `error`: answers 500; `deaf`: answers 200. Neither stops. */
  cancel?: "error" | "deaf";
}

const short = [20, 300] as const;
const normal = { answer: "answer", starts: true, runMs: short, callback: "once" } as const;
const refusal = { answer: "refuse", starts: false, runMs: short, callback: "never" } as const;
const endless = [Infinity, Infinity] as const;

const conducts: readonly [Conduct, ...Conduct[]] = [
  { ...normal, name: "good", weight: 42 },
  { ...normal, name: "slow", weight: 8, runMs: [500, 3000] },
  { ...normal, name: "instant", weight: 6, runMs: [0, 0] },
  { ...normal, name: "failing", weight: 4, fails: true },
  { ...normal, name: "deaf to cancels", weight: 2, runMs: [500, 3000], cancel: "deaf" },
  { ...normal, name: "failing cancels", weight: 2, runMs: [500, 3000], cancel: "error" },
  { ...normal, name: "calling back twice", weight: 4, callback: "twice" },
  { ...normal, name: "contradicting itself", weight: 4, callback: "contradicted" },
  { ...normal, name: "garbage first", weight: 3, callback: "garbage" },
  { ...normal, name: "calling back late", weight: 1, callback: "late" },
  { ...normal, name: "never calling back", weight: 1, callback: "never" },
  { ...normal, name: "hanging", weight: 1, runMs: endless },
  { ...refusal, name: "409", weight: 5, status: 409 },
  { ...refusal, name: "429", weight: 2, status: 429 },
  { ...refusal, name: "429 for a second", weight: 2, status: 429, retryAfterS: 1 },
  { ...refusal, name: "503", weight: 2, status: 503 },
  { ...refusal, name: "503 for a second", weight: 1, status: 503, retryAfterS: 1 },
  { ...refusal, name: "500", weight: 2, status: 500 },
  { ...normal, name: "500, but started", weight: 2, answer: "refuse", status: 500 },
  { ...refusal, name: "nonsense", weight: 2, answer: "nonsense" },
  { ...normal, name: "nonsense, but started", weight: 1, answer: "nonsense" },
  { ...refusal, name: "cut off", weight: 2, answer: "cut" },
  { ...normal, name: "cut off, but started", weight: 2, answer: "cut" },
  { ...refusal, name: "silent", weight: 1, answer: "swallow" },
  { ...normal, name: "answering late", weight: 1, answer: "late", runMs: [500, 3000] },
];

export const calmConduct: Conduct = { ...normal, name: "calm", weight: 1 };

export interface ChosenConduct extends Omit<Conduct, "runMs"> {
  runMs: number;
}

/** `what`: the prediction, the backend and how often it was put there. */
export function chooseConduct(dice: Dice, what: (string | number)[]): ChosenConduct {
  return settle(pick(conducts, dice("conduct", ...what)), dice("runMs", ...what));
}

export function settle({ runMs, ...conduct }: Conduct, drawn: number): ChosenConduct {
  const [low] = runMs;
  return { ...conduct, runMs: low === Infinity ? Infinity : between(runMs, drawn) };
}
