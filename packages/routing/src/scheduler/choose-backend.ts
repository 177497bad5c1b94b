import type { CandidateVerdict, GateBackend } from "@headgate/shared";

import { breakerState } from "./breaker.ts";
import { wasTried, type Choice, type Entry } from "./entry.ts";
import { isOpen } from "./load.ts";
import { loadOf, slotsOn, type Schedule } from "./schedule.ts";

/** Backends that are kept free for predictions that come first and take more than there is. */
export type Kept = ReadonlySet<string>;

export const nothingKept: Kept = new Set();

interface View {
  kept: Kept;
  now: number;
}

type Candidate = { backend: GateBackend; load: number } | null;

const mostCandidates = 20;

/**
 * The backend for a prediction: the least loaded by weight of those that have room for it, one that has not failed it before if there
 * is one. Null where there is none.
 */
export function chooseBackend(schedule: Schedule, entry: Entry, view: View): GateBackend | null {
  const best: Record<"free" | "tried", Candidate> = { free: null, tried: null };
  for (const backend of schedule.config.backends) {
    const verdict = judge(schedule, backend, { entry, ...view });
    if (verdict !== "free" && verdict !== "tried") continue;
    const load = relativeLoad(schedule, backend, entry);
    if (load < (best[verdict]?.load ?? Infinity)) best[verdict] = { backend, load };
  }
  return (best.free ?? best.tried)?.backend ?? null;
}

/** Which backend to keep free for a prediction that fits nowhere: the one that lacks fewest slots. Null: none takes anything. */
export function backendToKeep(schedule: Schedule, entry: Entry, view: View): string | null {
  let best: string | null = null;
  let fewest = Infinity;
  for (const backend of schedule.config.backends) {
    if (!isTaking(schedule, backend, view)) continue;
    const lacking =
      slotsOn(backend, entry) - (backend.capacity - loadOf(schedule, backend.id).leased);
    if (lacking < fewest) {
      best = backend.id;
      fewest = lacking;
    }
  }
  return best;
}

/** Slots that are free for one more prediction, but for those of backends that are `kept`; none where the version is at its own limit. */
export function freeSlots(schedule: Schedule, now: number, kept: Kept = nothingKept): number {
  const { config, running } = schedule;
  if (running >= (config.maxParallel ?? Infinity)) return 0;
  let free = 0;
  for (const backend of config.backends) {
    if (!isTaking(schedule, backend, { kept, now })) continue;
    free += Math.max(0, backend.capacity - loadOf(schedule, backend.id).leased);
  }
  return free;
}

/** What speaks for and against each backend, before `chosen` is leased. */
export function explain(
  schedule: Schedule,
  chosen: GateBackend,
  { entry, ...view }: View & { entry: Entry },
): Choice {
  const judged = schedule.config.backends.map((backend) => ({
    backendId: backend.id,
    leased: loadOf(schedule, backend.id).leased,
    capacity: backend.capacity,
    verdict: judge(schedule, backend, { entry, ...view }),
  }));
  const usable = judged.filter(({ verdict }) => verdict === "free" || verdict === "tried");
  const { breaker } = loadOf(schedule, chosen.id);
  const isProbe = breakerState(breaker, view.now) === "half_open";
  return {
    waitedMs: view.now - entry.admittedAt,
    reason: isProbe ? "probe" : usable.length === 1 ? "only_free" : "least_loaded",
    candidates: judged
      .map((each) =>
        each.backendId === chosen.id ? { ...each, verdict: "chosen" as const } : each,
      )
      .toSorted((a, b) => Number(b.verdict === "chosen") - Number(a.verdict === "chosen"))
      .slice(0, mostCandidates),
  };
}

function judge(
  schedule: Schedule,
  backend: GateBackend,
  { entry, kept, now }: View & { entry: Entry },
): Exclude<CandidateVerdict, "chosen"> {
  if (backend.status !== "enabled") return backend.status;
  const load = loadOf(schedule, backend.id);
  if (isOpen(load, now)) return "open";
  if (load.coolUntil > now) return "cooling";
  const isFull = load.leased + slotsOn(backend, entry) > backend.capacity;
  if (isFull || kept.has(backend.id)) return "full";
  return wasTried(entry, backend.id) ? "tried" : "free";
}

/** Whether it takes predictions, and is kept for none. */
function isTaking(schedule: Schedule, backend: GateBackend, { kept, now }: View): boolean {
  const { id, status, capacity } = backend;
  if (status !== "enabled" || capacity === 0 || kept.has(id)) return false;
  const load = loadOf(schedule, id);
  return !isOpen(load, now) && load.coolUntil <= now;
}

function relativeLoad(schedule: Schedule, backend: GateBackend, entry: Entry): number {
  return (loadOf(schedule, backend.id).leased + slotsOn(backend, entry)) / backend.weight;
}
