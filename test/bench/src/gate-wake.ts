import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fillGate } from "./gate/fill-gate.ts";
import { openGates } from "./gate/gates.ts";

/**
 * How long a gate with 50,000 live rows takes to wake up, and how much memory it then holds. Each round is a new runtime, whose
 * isolate is warmed by a gate without rows: what is measured is the object alone.
 */
const rows = 50_000;
const rounds = 5;
const limits = { wakeMs: 500, heldMb: 64 };

interface Round {
  wakeMs: number;
  heapMb: number;
  /** What the operating system gave the runtime, at rest after a collection of garbage and at the most. */
  residentMb: number;
  peakMb: number;
}

async function measure(stateFolder: string): Promise<Round> {
  const gates = await openGates(stateFolder);
  try {
    await gates.capacity("v2-0");
    const before = await gates.memory();
    const start = performance.now();
    const capacity = await gates.capacity("v1-0");
    const wakeMs = performance.now() - start;
    if (capacity.queued + capacity.running !== rows)
      throw new Error("the gate did not see its rows");
    const after = await gates.memory();
    return {
      wakeMs,
      heapMb: after.heapMb - before.heapMb,
      residentMb: after.residentMb - before.residentMb,
      peakMb: after.peakMb - before.residentMb,
    };
  } finally {
    await gates.close();
  }
}

function medianOf(measured: Round[], key: keyof Round): number {
  const sorted = measured.map((round) => round[key]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function describe(label: string, { wakeMs, heapMb, residentMb, peakMb }: Round): string {
  const memory = [heapMb, residentMb, peakMb].map((mb) => `${mb.toFixed(1).padStart(6)} MB`);
  return `${label.padEnd(8)} ${wakeMs.toFixed(0).padStart(5)} ms  heap ${memory[0]}  resident ${memory[1]}  peak ${memory[2]}`;
}

const stateFolder = await mkdtemp(join(tmpdir(), "headgate-gate-wake-"));
try {
  const gates = await openGates(stateFolder);
  await gates.capacity("v1-0");
  await gates.close();
  const bytes = await fillGate(stateFolder, rows);
  console.log(
    `A gate with ${rows} live rows (${(bytes / 2 ** 20).toFixed(0)} MB on disk) wakes up:`,
  );
  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const result = await measure(stateFolder);
    measured.push(result);
    console.log(describe(`round ${round}`, result));
  }
  const median: Round = {
    wakeMs: medianOf(measured, "wakeMs"),
    heapMb: medianOf(measured, "heapMb"),
    residentMb: medianOf(measured, "residentMb"),
    peakMb: medianOf(measured, "peakMb"),
  };
  console.log(describe("median", median));
  const met = median.wakeMs < limits.wakeMs && median.peakMb < limits.heldMb;
  console.log(`${met ? "within" : "over"} the limits: ${limits.wakeMs} ms and ${limits.heldMb} MB`);
  if (!met) process.exitCode = 1;
} finally {
  await rm(stateFolder, { recursive: true, force: true });
}
