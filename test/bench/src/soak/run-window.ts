import autocannon from "autocannon";

import { quantile } from "../measure/quantile.ts";

/** Predictions as they are made for a while. */
export interface Load {
  url: string;
  token: string;
  connections: number;
  /** A second, over all connections; null: as many as are answered. */
  rate: number | null;
}

export interface Window {
  answersPerS: number;
  p50Ms: number;
  p99Ms: number;
}

const body = JSON.stringify({
  input: { prompt: "a red boat on a calm lake at dawn", steps: 30, guidance: 7.5 },
});

/** Half of them direct, half detached. Throws where any answer is no 200. */
export async function runWindow(load: Load, durationS: number): Promise<Window> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${load.token}` };
  const latenciesMs: number[] = [];
  const options = {
    ...{ url: load.url, body, connections: load.connections, duration: durationS },
    ...(load.rate === null ? {} : { overallRate: load.rate }),
    method: "POST",
    requests: ["wait", "wait=10"].map((prefer) => ({ headers: { ...headers, prefer } })),
  } as const;
  const { errors, non2xx } = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(options, (error, result) => {
      if (error === null || error === undefined) resolve(result);
      else reject(error);
    });
    instance.on("response", (...[, , , latencyMs]) => void latenciesMs.push(latencyMs));
  });
  if (errors + non2xx > 0) {
    throw new Error(`${errors} errors and ${non2xx} refusals among ${latenciesMs.length} answers`);
  }
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  return {
    answersPerS: sorted.length / durationS,
    ...{ p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) },
  };
}
