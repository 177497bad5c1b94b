import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { createApiClient, seedOwner, startRuntime } from "@headgate/local";

import { readResident } from "./measure/resident.ts";
import { collectGarbage, type LiveHeaps } from "./soak/collect-garbage.ts";
import { runWindow, type Load, type Window } from "./soak/run-window.ts";
import { trendOf, type Trend } from "./soak/trend.ts";
import { findFreePort, startProgram } from "./targets/program.ts";
import { publishOpen, versionPaths } from "./targets/publish-versions.ts";

/** Whether memory and latency stay as they are under half of what the machine carries: `soak.ts [--minutes N]`. */
const windowS = 15;
/** After each, under the same load, what is garbage is collected: what is left is read. */
const collectionS = 4;
/** Until the heaps have the size that they need for this load, and the gate remembers a whole minute. */
const warmUpS = 120;
const connections = 16;

interface Sample extends Window {
  residentMb: number;
  heaps: LiveHeaps;
}

async function soak(load: Load, minutes: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  const count = Math.max(5, Math.round((minutes * 60) / windowS));
  for (let window = 1; window <= count; window += 1) {
    const measured = await runWindow(load, windowS);
    const [heaps] = await Promise.all([
      collectGarbage(inspectorPort),
      runWindow(load, collectionS),
    ]);
    const { residentMb } = await readResident();
    samples.push({ ...measured, residentMb, heaps });
    console.log(
      `  ${String(window * windowS).padStart(4)} s: ${measured.answersPerS.toFixed(0)}/s, p50 ${measured.p50Ms.toFixed(1)} ms, p99 ${measured.p99Ms.toFixed(1)} ms, ${residentMb.toFixed(0)} MB (${showHeaps(heaps)})`,
    );
  }
  return samples;
}

function showHeaps(heaps: LiveHeaps): string {
  return Object.entries(heaps)
    .map(([worker, mb]) => `${worker} ${mb.toFixed(1)}`)
    .join(", ");
}

function tell(name: string, unit: string, { rise, noise }: Trend): void {
  const verdict = rise <= noise ? "flat within noise" : "RISES";
  console.log(
    `- ${name}: ${rise.toFixed(2)} ${unit} from first to last, noise ${noise.toFixed(2)}: ${verdict}`,
  );
}

const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" } } });
const stateFolder = await mkdtemp(join(tmpdir(), "headgate-soak-"));
const secret = (): string => randomBytes(32).toString("base64url");
const backend = await startProgram("instant-backend.ts", []);
const inspectorPort = await findFreePort();
const runtime = await startRuntime({
  inspectorPort,
  ...{ port: await findFreePort(), stateFolder, onLog: () => undefined },
  secrets: { callback: secret(), encryption: secret() },
});
try {
  const { token } = await seedOwner(runtime.db, join(stateFolder, "token"));
  await publishOpen(createApiClient(runtime.url, token), backend.url);
  const load: Load = {
    ...{ url: `${runtime.url}${versionPaths.open}/predictions`, token, connections },
    rate: null,
  };
  await runWindow(load, windowS);
  const most = await runWindow(load, windowS);
  const rate = Math.round(most.answersPerS / 2);
  console.log(
    `The machine carries ${most.answersPerS.toFixed(0)} predictions a second; half of that:`,
  );
  await runWindow({ ...load, rate }, warmUpS);
  const samples = await soak({ ...load, rate }, Number(values.minutes));
  tell("memory of the runtime", "MB", trendOf(samples.map(({ residentMb }) => residentMb)));
  for (const worker of ["api", "gate", "courier"] as const) {
    const sizes = samples.map(({ heaps }) => heaps[worker]);
    tell(`live heap of the ${worker} Worker`, "MB", trendOf(sizes));
  }
  tell("latency at p50", "ms", trendOf(samples.map(({ p50Ms }) => p50Ms)));
  tell("latency at p99", "ms", trendOf(samples.map(({ p99Ms }) => p99Ms)));
} finally {
  await runtime.stop();
  await backend.stop();
  await rm(stateFolder, { recursive: true, force: true });
}
