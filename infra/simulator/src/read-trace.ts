import type { Arrival } from "./arrival.ts";

/** What is wrong with a trace, and where. */
export class TraceError extends Error {
  override name = "TraceError";
}

/**
 * Reads a load from JSON Lines: `{"at_ms": 0, "run_ms": 1200, "cost": 1, "priority": 1, "token": "a"}`, the last three if they differ from
 * that. A line may also be a prediction as `GET /v1/predictions` shows it: then it came when it was created and runs as long as it ran;
 * those that never ran are passed over.
 */
export function readTrace(text: string): Arrival[] {
  const arrivals = text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    return readLine(line, index + 1);
  });
  const first = Math.min(...arrivals.map(({ atMs }) => atMs));
  return arrivals
    .map((arrival) => ({ ...arrival, atMs: arrival.atMs - first }))
    .toSorted((a, b) => a.atMs - b.atMs);
}

function readLine(line: string, number: number): Arrival[] {
  const value = parse(line, number);
  if ("created_at" in value) return readPrediction(value, number);
  return [
    {
      atMs: readNumber(value, "at_ms", { number, least: 0 }),
      runMs: readNumber(value, "run_ms", { number, least: 0 }),
      ...readTerms(value, number),
    },
  ];
}

function readPrediction(value: Record<string, unknown>, number: number): Arrival[] {
  const seconds = value["execution_time"];
  if (seconds === null || seconds === undefined) return [];
  const atMs = Date.parse(String(value["created_at"]));
  const runMs = Number(seconds) * 1000;
  if (Number.isNaN(atMs) || Number.isNaN(runMs)) {
    throw new TraceError(`line ${number}: created_at or execution_time cannot be read`);
  }
  return [{ atMs, runMs, ...readTerms(value, number) }];
}

function readTerms(
  value: Record<string, unknown>,
  number: number,
): Pick<Arrival, "cost" | "priority" | "token"> {
  const priority = value["priority"] ?? 1;
  if (priority !== 0 && priority !== 1 && priority !== 2) {
    throw new TraceError(`line ${number}: priority is none of 0, 1 and 2`);
  }
  const cost = "cost" in value ? readNumber(value, "cost", { number, least: 1 }) : 1;
  const { token } = value;
  return { cost: Math.ceil(cost), priority, token: typeof token === "string" ? token : "token" };
}

function parse(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (isRecord(value)) return value;
  } catch (error) {
    throw new TraceError(`line ${number} is no JSON`, { cause: error });
  }
  throw new TraceError(`line ${number} is no object`);
}

function readNumber(
  value: Record<string, unknown>,
  key: string,
  { number, least }: { number: number; least: number },
): number {
  const found = value[key];
  if (typeof found === "number" && found >= least) return found;
  throw new TraceError(`line ${number}: ${key} is no number of at least ${least}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
