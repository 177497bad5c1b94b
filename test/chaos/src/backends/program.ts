import { createDice } from "../dice.ts";
import { type Backend, startBackend } from "./backend.ts";
import type { BackendReport, FarmMessage, FarmOptions, FarmReport } from "./messages.ts";

// The backends in a process of their own, which outlives the runtime: `node program.ts <FarmOptions as JSON>`, with an IPC channel.
const { seed, backends: traits, ...options } = JSON.parse(process.argv[2] ?? "") as FarmOptions;
const dice = createDice(seed);
const backends = await Promise.all(traits.map((one) => startBackend({ ...options, ...one, dice })));
process.on("message", ({ mood, ids }: FarmMessage) => {
  for (const { state } of backends) state.mood = mood ?? state.mood;
  process.send?.(report(ids));
});
process.once("disconnect", () => process.exit());
process.send?.(report([]));

function report(ids: string[]): FarmReport {
  const chronicleOf = (id: string): string[] =>
    backends.flatMap(({ state }) => state.chronicle.of(id)).toSorted();
  return {
    backends: backends.map(describe),
    chronicles: Object.fromEntries(ids.map((id) => [id, chronicleOf(id)])),
  };
}

function describe({ url, state }: Backend): BackendReport {
  const { name, capacity, speaks, slots, started, crashes, garbageTaken, tally } = state;
  const { working, highest, excesses } = slots;
  return {
    ...{ name, url, capacity, speaks, working, highest, excesses, started, crashes, garbageTaken },
    tally: Object.fromEntries(tally),
  };
}
