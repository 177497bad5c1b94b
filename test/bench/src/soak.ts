import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { createApiClient, seedOwner, startRuntime } from "@headgate/local";

import { readResident } from "./measure/resident.ts";
import { type LiveHeaps, readLiveHeaps } from "./soak/live-heaps.ts";
import { runWindow, type Load, type Window } from "./soak/run-window.ts";
import { trendOf, type Trend } from "./soak/trend.ts";
import { findFreePort, startProgram } from "./targets/program.ts";
import { publishOpen, versionPaths } from "./targets/publish-versions.ts";

/** Whether memory and latency stay as they are under half of what the machine carries: `soak.ts [--minutes N]`. */
const windowS = 15;
/** Until the heaps have the size that they need for this load: V8 enlarges them step by step for as long as there is memory. */
const warmUpS = 480;
const connections = 16;

interface Sample extends Window {
  residentMb: number;
}

async function soak(load: Load, minutes: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  const count = Math.max(5, Math.round((minutes * 60) / windowS));
  for (let window = 1; window <= count; window += 1) {
    const measured = await runWindow(load, windowS);
    const { residentMb } = await readResident();
    samples.push({ ...measured, residentMb });
    console.log(
      `  ${String(window * windowS).padStart(4)} s: ${measured.answersPerS.toFixed(0)}/s, p50 ${measured.p50Ms.toFixed(1)} ms, p99 ${measured.p99Ms.toFixed(1)} ms, ${residentMb.toFixed(0)} MB`,
    );
  }
  return samples;
}

function tell(name: string, unit: string, { rise, noise }: Trend): void {
  const verdict = rise <= noise ? "flat within noise" : "RISES";
  console.log(
    `- ${name}: ${rise.toFixed(2)} ${unit} from first to last, noise ${noise.toFixed(2)}: ${verdict}`,
  );
}

/** Under load, since a Worker that stands still answers no inspector. */
async function heapsUnder(load: Load): Promise<LiveHeaps> {
  const [heaps] = await Promise.all([readLiveHeaps(inspectorPort), runWindow(load, windowS)]);
  return heaps;
}

/** What is not garbage. The gate remembers the predictions of the last minute. */
function tellHeaps(before: LiveHeaps, after: LiveHeaps): void {
  for (const worker of ["api", "gate", "courier"] as const) {
    const [was, is] = [before[worker], after[worker]].map((mb) => mb.toFixed(1));
    console.log(`- live heap of the ${worker} Worker: ${was} MB before, ${is} MB after`);
  }
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
  // First, since collecting garbage gives memory back that then has to grow again.
  const before = await heapsUnder({ ...load, rate });
  await runWindow({ ...load, rate }, warmUpS);
  const samples = await soak({ ...load, rate }, Number(values.minutes));
  tellHeaps(before, await heapsUnder({ ...load, rate }));
  tell("memory of the runtime", "MB", trendOf(samples.map(({ residentMb }) => residentMb)));
  tell("latency at p50", "ms", trendOf(samples.map(({ p50Ms }) => p50Ms)));
  tell("latency at p99", "ms", trendOf(samples.map(({ p99Ms }) => p99Ms)));
} finally {
  await runtime.stop();
  await backend.stop();
  await rm(stateFolder, { recursive: true, force: true });
}
