/** One mistake in the code of the gate: what stands in a file, and what stands there instead. */
export interface Mutant {
  name: string;
  /** The end of the file's path. */
  file: string;
  replacements: readonly (readonly [text: string, instead: string])[];
}

/** Each of them breaks a guarantee, so that playing must fail. */
export const mutants: readonly Mutant[] = [
  {
    name: "heeds leases of an older epoch",
    file: "scheduler/complete.ts",
    replacements: [
      ['entry?.state === "running" && entry.epoch === epoch', 'entry?.state === "running"'],
    ],
  },
  {
    name: "counts in memory through a restart",
    file: "scheduler/schedule.ts",
    replacements: [
      ["loads: new Map(Object", "loads: globalThis.keptLoads ??= new Map(Object"],
      ["    else occupy(schedule, entry);", "    else schedule.running += 1;"],
    ],
  },
  {
    name: "takes one slot for a heavy prediction",
    file: "scheduler/choose-backend.ts",
    replacements: [
      [
        "load.leased + slotsOn(backend, entry) > backend.capacity",
        "load.leased >= backend.capacity",
      ],
    ],
  },
  {
    name: "keeps the slots of what it puts back",
    file: "scheduler/schedule.ts",
    replacements: [
      ['  release(schedule, entry);\n  entry.state = "queued";', '  entry.state = "queued";'],
    ],
  },
  {
    name: "serves the last one first",
    file: "scheduler/line.ts",
    replacements: [["return this.#items[this.#head];", "return this.#items.at(-1);"]],
  },
  {
    name: "lets a prediction end twice",
    file: "scheduler/schedule.ts",
    replacements: [["  schedule.live.delete(entry.id);\n", ""]],
  },
  {
    name: "gives a claimed lease to whoever asks",
    file: "scheduler/renew.ts",
    replacements: [["if ((entry.holder ?? request.holder) !== request.holder) return false;", ""]],
  },
  {
    name: "lets everybody try a half-open backend",
    file: "scheduler/load.ts",
    replacements: [[' || (state === "half_open" && probe !== null)', ""]],
  },
  {
    name: "does not wake for what waits",
    file: "scheduler/due.ts",
    replacements: [
      [
        'if (entry.state === "queued") return entry.queueDeadlineAt;',
        'if (entry.state === "queued") return Infinity;',
      ],
    ],
  },
  {
    name: "forgets to write a lease",
    file: "scheduler/schedule.ts",
    replacements: [
      ["  occupy(schedule, entry);\n  schedule.changed.add(entry);", "  occupy(schedule, entry);"],
    ],
  },
];
