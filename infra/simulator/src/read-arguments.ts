import { parseArgs } from "node:util";

import { defaultRoutingPolicy } from "@headgate/shared/backends";

import type { Plan, PlannedBackend } from "./plan.ts";
import { readDuration } from "./read-duration.ts";
import { type Distribution, distributions, type SyntheticLoad } from "./synthesize.ts";

/** What was asked for on the command line. */
export interface Arguments {
  plan: Plan;
  /** A file of JSON Lines, or a load to be made up. */
  load: { trace: string } | SyntheticLoad;
  json: boolean;
}

/** Names the option and what it takes. */
export class ArgumentError extends Error {
  override name = "ArgumentError";
}

const options = {
  backends: { type: "string", default: "gpu=1" },
  "max-parallel": { type: "string" },
  "max-queued": { type: "string", default: String(defaultRoutingPolicy.max_queued) },
  "queue-timeout": { type: "string", default: `${defaultRoutingPolicy.queue_timeout_s}s` },
  "run-timeout": { type: "string", default: "30m" },
  "when-full": { type: "string", default: defaultRoutingPolicy.when_full },
  shards: { type: "string", default: "1" },
  overhead: { type: "string", default: "0ms" },
  "gate-rate": { type: "string" },
  trace: { type: "string" },
  rate: { type: "string", default: "1" },
  duration: { type: "string", default: "10m" },
  run: { type: "string", default: "1s" },
  distribution: { type: "string", default: "exponential" },
  tokens: { type: "string", default: "1" },
  seed: { type: "string", default: "1" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

export const usage = `headgate-simulate: what a version's router would make of a load

What the version is given:
  --backends LIST       id=capacity[@speed][*weight], with commas between: "a100=4,l4=2@0.5" (gpu=1)
  --max-parallel N      most predictions in flight at once (as many as the backends take)
  --when-full WORD      queue or reject (queue)
  --max-queued N        most that wait (1000)
  --queue-timeout TIME  longest wait (600s)
  --run-timeout TIME    longest run (30m)
  --shards N            gates that the backends are spread over (1)
  --overhead TIME       what Headgate itself takes of each prediction (0ms)
  --gate-rate N         most predictions that one gate admits in a second (as many as come)

The load, from a file:
  --trace FILE          JSON Lines: {"at_ms": 0, "run_ms": 1200, "cost": 1, "priority": 1, "token": "a"},
                        or predictions as GET /v1/predictions lists them, one a line
or made up:
  --rate N              predictions a second, at random moments (1)
  --duration TIME       for how long they come (10m)
  --run TIME            how long they run, on average (1s)
  --distribution WORD   ${distributions.join(", ")} (exponential)
  --tokens N            callers (1)
  --seed N              another one gives another load (1)

  --json                the summary as JSON
  -h, --help            this text

TIME is a number with ms, s, m or h; a bare number is seconds.
`;

/** Null: help was asked for. `ArgumentError` for what cannot be read. */
export function readArguments(args: string[]): Arguments | null {
  const values = parse(args);
  if (values.help) return null;
  const plan: Plan = {
    backends: values.backends.split(",").map(readBackend),
    limits: {
      maxParallel: values["max-parallel"] === undefined ? null : readCount(values, "max-parallel"),
      whenFull: readWord(values["when-full"], "when-full", ["queue", "reject"] as const),
      maxQueued: readCount(values, "max-queued"),
      queueTimeoutMs: readTime(values, "queue-timeout"),
      runTimeoutMs: readTime(values, "run-timeout"),
    },
    shards: Math.max(1, readCount(values, "shards")),
    overheadMs: readTime(values, "overhead"),
    gateRate: values["gate-rate"] === undefined ? null : readPositive(values, "gate-rate"),
  };
  if (plan.shards > plan.backends.length) {
    throw new ArgumentError(
      `--shards ${plan.shards} is more than there are backends: each belongs to one shard`,
    );
  }
  const load = values.trace === undefined ? readLoad(values) : { trace: values.trace };
  return { plan, load, json: values.json };
}

type Values = ReturnType<typeof parse>;

function parse(args: string[]) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function readLoad(values: Values): SyntheticLoad {
  return {
    ratePerS: readPositive(values, "rate"),
    durationMs: readTime(values, "duration"),
    meanRunMs: readTime(values, "run"),
    distribution: readWord<Distribution>(values.distribution, "distribution", distributions),
    tokens: Math.max(1, readCount(values, "tokens")),
    seed: readCount(values, "seed"),
  };
}

function readBackend(text: string): PlannedBackend {
  const found = /^([\w.-]+)=(\d+)(?:@(\d+(?:\.\d+)?))?(?:\*(\d+(?:\.\d+)?))?$/.exec(text.trim());
  const [, id = "", capacity = "0", speed = "1", weight = "1"] = found ?? [];
  const backend = { id, capacity: Number(capacity), speed: Number(speed), weight: Number(weight) };
  if (found !== null && backend.capacity > 0 && backend.speed > 0 && backend.weight > 0) {
    return backend;
  }
  throw new ArgumentError(`--backends: ${text} is not like id=capacity, as in gpu=2 or l4=1@0.5`);
}

function readCount(values: Values, option: keyof Values): number {
  const number = Number(values[option]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new ArgumentError(`--${option} takes a whole number`);
}

function readPositive(values: Values, option: keyof Values): number {
  const number = Number(values[option]);
  if (Number.isFinite(number) && number > 0) return number;
  throw new ArgumentError(`--${option} takes a number above 0`);
}

function readTime(values: Values, option: keyof Values): number {
  const ms = readDuration(String(values[option]));
  if (ms !== null) return ms;
  throw new ArgumentError(`--${option} takes a time, as in 250ms, 2s or 10m`);
}

function readWord<Word extends string>(text: string, option: string, words: readonly Word[]): Word {
  const word = words.find((one) => one === text);
  if (word !== undefined) return word;
  throw new ArgumentError(`--${option} takes one of ${words.join(", ")}`);
}
