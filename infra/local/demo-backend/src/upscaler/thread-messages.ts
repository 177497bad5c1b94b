import type { Scale } from "./limits.ts";

export interface UpscaleOrder {
  /** A data URL. */
  image: string;
  scale: Scale;
}

export type ToThread = ({ type: "upscale" } & UpscaleOrder) | { type: "cancel" };

export type FromThread =
  | { type: "ready" }
  | { type: "log"; line: string }
  | { type: "done"; image: string }
  | { type: "failed"; message: string };

/** Sound: only `thread.ts` posts to the main side of the channel. */
export function fromThread(message: unknown): FromThread {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return message as FromThread;
}

/** Sound: only `start-thread.ts` posts to the thread's side of the channel. */
export function toThread(message: unknown): ToThread {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return message as ToThread;
}
