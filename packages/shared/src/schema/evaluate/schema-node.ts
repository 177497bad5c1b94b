import type { Run } from "./run.ts";
import { Seen } from "./seen.ts";

/**
 * Whether the value keeps a rule. `seen` takes note of what the rule has looked at; it is null where no
 * `unevaluated…` asks. A broken rule may leave anything in it, so whoever goes on after one has given it
 * a record of its own.
 */
export type Check<T> = (value: T, run: Run, seen: Seen | null) => boolean;

/** A compiled schema; references hold it before it is compiled. */
export class SchemaNode {
  check: Check<unknown>;

  constructor(check: Check<unknown>) {
    this.check = check;
  }

  /** Checks where the value need not fit: nothing is reported, and a schema that refuses has seen nothing. */
  fits(value: unknown, run: Run, seen: Seen | null): boolean {
    const { report } = run;
    const own = seen === null ? null : new Seen();
    run.report = null;
    const valid = this.check(value, run, own);
    run.report = report;
    if (valid && seen !== null && own !== null) seen.merge(own, run);
    return valid;
  }
}
