import { type CaseName, caseNames } from "./cases.ts";
import { type Isolate, medianOf, openIsolate } from "./isolate.ts";

export const contestants = ["headgate", "library", "hyperjump"] as const;
export type ContestantName = (typeof contestants)[number];

export interface CaseResult {
  name: CaseName;
  checksPerS: Record<ContestantName, number>;
  /** From a schema, or from a flat schema for Headgate, whose way from a schema is told beside. */
  prepareUs: Record<ContestantName | "headgate-cold", number>;
}

const rounds = 7;
const roundMs = 250;

/** Every validator in an isolate of its own, all of them in turns, so that noise meets all alike. */
export async function measureValidators(): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const name of caseNames) {
    const names = [...contestants, "headgate-cold"] as const;
    const isolates = await Promise.all(
      names.map((contestant) => openIsolate(`validators/${contestant}.ts`)),
    );
    for (const isolate of isolates) await isolate.text(`/setup/${name}`);
    const checks = await measureInTurns(isolates.slice(0, -1), `/check/${name}`);
    const prepares = await measureInTurns(isolates, `/prepare/${name}`);
    await Promise.all(isolates.map((isolate) => isolate.close()));
    results.push({
      name,
      checksPerS: byName(contestants, checks, (ms) => 1000 / ms),
      prepareUs: byName(names, prepares, (ms) => ms * 1000),
    });
  }
  return results;
}

/** Milliseconds for one time, the median of all rounds, in the order of the isolates. */
async function measureInTurns(isolates: Isolate[], path: string): Promise<number[]> {
  const times: number[] = [];
  for (const isolate of isolates) times.push(await calibrate(isolate, path));
  const measured: number[][] = isolates.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, isolate] of isolates.entries()) {
      const count = times[index] ?? 1;
      measured[index]?.push((await isolate.timeMs(`${path}/${count}`)) / count);
    }
  return measured.map(medianOf);
}

/** How often fills a round; warms up on the way. */
async function calibrate(isolate: Isolate, path: string): Promise<number> {
  for (let times = 1; ; times *= 2) {
    const ms = await isolate.timeMs(`${path}/${times}`);
    if (ms > roundMs / 2) return Math.max(1, Math.round((times * roundMs) / ms));
  }
}

function byName<Name extends string>(
  names: readonly Name[],
  values: number[],
  convert: (value: number) => number,
): Record<Name, number> {
  const entries = names.map((name, index) => [name, convert(values[index] ?? Number.NaN)] as const);
  return Object.fromEntries(entries) as Record<Name, number>;
}
