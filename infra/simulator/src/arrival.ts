import type { Priority } from "@headgate/shared";

/** One prediction of a load. */
export interface Arrival {
  /** From the start of the load. */
  atMs: number;
  /** How long it runs on a backend of speed 1. */
  runMs: number;
  /** How many slots it takes. */
  cost: number;
  priority: Priority;
  /** Whose it is: tokens share fairly. */
  token: string;
}
