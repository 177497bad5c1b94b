import { type Database, findOutputRules } from "@headgate/database";
import {
  createValidator,
  flatSchemaForm,
  type OutputProblem,
  parsePredictionId,
  type PredictionTask,
  type RoutingPolicy,
  type Validator,
} from "@headgate/shared";
import { defaultRoutingPolicy } from "@headgate/shared/backends";

import { TimedCache } from "../timed-cache.ts";

/** What was found of an output. */
export interface OutputVerdict {
  /** Ten at most; none: it is what its schema describes. */
  problems: OutputProblem[];
  /** Whether the version wants a prediction with such an output to fail. */
  fails: boolean;
}

/** What a version wants its outputs to be. */
interface Rules {
  check: RoutingPolicy["output_check"];
  validators: ReadonlyMap<PredictionTask, Validator>;
}

const maxProblems = 10;

/** Holds outputs to the schemas of their versions. It keeps what it read: one belongs to one isolate. */
export class OutputJudge {
  readonly #db: Database;
  readonly #now: () => number;
  /** A policy may change at any time. */
  readonly #rules = new TimedCache<Rules>({ ttlMs: 10_000, maxEntries: 500 });

  constructor({ db, now }: { db: Database; now: () => number }) {
    this.#db = db;
    this.#now = now;
  }

  /**
   * Null: nobody looks, since the version wants no check, or has its schemas in an older form. `task` is asked for only where the version
   * has more than one.
   */
  async judge(
    predictionId: string,
    task: () => Promise<PredictionTask>,
    output: unknown,
  ): Promise<OutputVerdict | null> {
    const route = parsePredictionId(predictionId);
    if (route === null) return null;
    const { check, validators } = await this.#rulesOf(route.versionKey);
    if (check === "off" || validators.size === 0) return null;
    const validator = validators.get(validators.size === 1 ? "prediction" : await task());
    if (validator === undefined) return null;
    const verdict = validator.check(output);
    if (verdict.valid) return { problems: [], fails: false };
    const problems = verdict.problems
      .slice(0, maxProblems)
      .map(({ instanceLocation: location, message }) => ({ location, message }));
    return { problems, fails: check === "fail" };
  }

  async #rulesOf(versionKey: number): Promise<Rules> {
    const now = this.#now();
    const key = String(versionKey);
    const known = this.#rules.get(key, now);
    if (known !== undefined) return known;
    const found = await findOutputRules(this.#db, versionKey);
    const { routing = {}, schemas = [] } = found ?? {};
    const { output_check: check } = { ...defaultRoutingPolicy, ...routing };
    const current = check === "off" ? [] : schemas.filter(({ form }) => form === flatSchemaForm);
    const validators = new Map(
      current.map(({ task, schema }) => [task, createValidator(schema)] as const),
    );
    const rules = { check, validators };
    this.#rules.set(key, rules, now);
    return rules;
  }
}
