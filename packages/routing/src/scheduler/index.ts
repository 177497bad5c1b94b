export { admit, refusal, standing, type Decision } from "./admit.ts";
export { cancel } from "./cancel.ts";
export { capacityOf } from "./capacity.ts";
export { freeSlots } from "./choose-backend.ts";
export { complete, dispatched, type Ended } from "./complete.ts";
export { configure } from "./configure.ts";
export { entryDueAt, grantDueAt, nextDueAt } from "./due.ts";
export type { Attempt, Choice, Entry } from "./entry.ts";
export { placeOf } from "./estimate.ts";
export { expire, type Expiry } from "./expire.ts";
export { grantNext, type Grant } from "./grant.ts";
export { Heap } from "./heap.ts";
export { healthOf, type Health } from "./load.ts";
export { refuse } from "./refuse.ts";
export { renew } from "./renew.ts";
export {
  backendOf,
  createSchedule,
  emptyConfig,
  type Schedule,
  type StoredSchedule,
} from "./schedule.ts";
export { checkAt, scheduleTimes } from "./times.ts";
