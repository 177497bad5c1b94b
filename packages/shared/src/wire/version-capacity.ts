import { backendStatuses } from "../gate/gate-config.ts";
import type { Described } from "./describe/described.ts";
import { count, nullableTime, uuid } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";

const slots = { ...count, description: "Slots that it has." } as const;
const taken = { ...count, description: "Slots that are taken." } as const;
const running = { ...count, description: "Predictions that hold them." } as const;

const load = wireObject("BackendLoad", {
  id: uuid,
  status: { enum: backendStatuses },
  shard: count,
  next_shard: { type: ["integer", "null"], minimum: 0 },
  capacity: slots,
  leased: taken,
  running,
  cool_until: {
    ...nullableTime,
    description: "It asked to be left alone until then; null: it takes more.",
  },
  breaker: wireObject("BackendBreaker", {
    state: {
      enum: ["closed", "open", "half_open"],
      description: "`open`: it is left alone; `half_open`: one prediction tries it.",
    },
    open_until: nullableTime,
    failures: { ...count, description: "In a row, while it is closed." },
  }),
  mean_run_s: {
    type: ["number", "null"],
    description: "Moving average from lease to success; null: nothing succeeded of late.",
  },
});

export const versionCapacity = wireObject("VersionCapacity", {
  capacity: { ...count, description: "Slots of the enabled backends." },
  leased: taken,
  running,
  queued: { ...count, description: "Predictions that wait." },
  queued_by_priority: {
    type: "array",
    items: count,
    description: "The same by priority, 0 first.",
  },
  estimate_s: {
    type: ["number", "null"],
    description:
      "How long one of priority 1 would wait that came now, where the queue is shortest; null: nobody knows yet.",
  },
  shards: { ...count, description: "How many gates admit or have anything." },
  backends: {
    type: "array",
    items: load,
    description: "In the order of their age; behind them those that were deleted and still run.",
  },
});
export type VersionCapacity = Described<typeof versionCapacity>;
