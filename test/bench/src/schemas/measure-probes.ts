import { probes, standardLimits } from "@headgate/conformance/hostile";

import { medianOf, openIsolate } from "./isolate.ts";

export interface ProbeResult {
  name: string;
  createMs: number;
  /** Null where the schema is refused. */
  checkMs: number | null;
  limits: { createMs: number; checkMs: number };
}

const rounds = 3;

/** In an isolate that has compiled a schema with a pattern before, as one that is at work has. */
export async function measureProbes(): Promise<ProbeResult[]> {
  const isolate = await openIsolate("probe-worker.ts");
  try {
    const results: ProbeResult[] = [];
    for (const [index, { name, limits }] of [...probes, ...probes].entries()) {
      const at = index % probes.length;
      const result = { name, ...(await measure(at)) };
      // The first time through all of them warms up.
      if (index >= probes.length)
        results.push({ ...result, limits: { ...standardLimits, ...limits } });
    }
    return results;
  } finally {
    await isolate.close();
  }

  async function measure(at: number): Promise<Pick<ProbeResult, "createMs" | "checkMs">> {
    await isolate.text(`/setup/${at}`);
    const creates: number[] = [];
    const checks: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      creates.push(await isolate.timeMs(`/create/${at}`));
      checks.push(await isolate.timeMs(`/check/${at}`));
    }
    const isRefused = (await isolate.text(`/create/${at}`)) === "refused";
    return { createMs: medianOf(creates), checkMs: isRefused ? null : medianOf(checks) };
  }
}
