import autocannon from "autocannon";

import type { Target } from "./target.ts";

export interface Round {
  /** Milliseconds from sending to the whole answer, of each answer. */
  latenciesMs: number[];
  requestsPerS: number;
}

/**
 * Loads a target from `connections` keep-alive connections, until all that it promised is done. Throws where any answer is not the one
 * expected.
 */
export async function runRound(
  target: Target,
  { connections, durationS }: { connections: number; durationS: number },
): Promise<Round> {
  const { url, headers, body, expected, finish } = target;
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const statuses = new Map<number, number>();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options = {
      url,
      method: "POST",
      headers,
      body,
      connections,
      duration: durationS,
      timeout: 20,
    } as const;
    const verifyBody = (text: unknown): boolean => String(text).includes(expected.text);
    const load = autocannon({ ...options, verifyBody }, (error, outcome) => {
      if (error === null || error === undefined) resolve(outcome);
      else reject(error);
    });
    load.on("response", (...[, status, , latencyMs]) => {
      latenciesMs.push(latencyMs);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    });
  });
  await finish?.();
  const elapsedS = (performance.now() - startedAt) / 1000;
  const bad = [...statuses].filter(([status]) => status !== expected.status);
  if (bad.length > 0 || result.errors > 0 || result.mismatches > 0 || latenciesMs.length === 0) {
    const counts = bad.map(([status, count]) => `${count} × status ${status}`);
    const failures = [
      ...counts,
      `${result.errors} errors`,
      `${result.mismatches} wrong bodies`,
    ].join(", ");
    throw new Error(
      `${target.name} failed at ${connections} connections: ${failures}, of ${latenciesMs.length} answers`,
    );
  }
  return { latenciesMs, requestsPerS: latenciesMs.length / elapsedS };
}
