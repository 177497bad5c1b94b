export { admit, standing, type Decision } from "./admit.ts";
export { cancel } from "./cancel.ts";
export { complete, dispatched } from "./complete.ts";
export { configure } from "./configure.ts";
export { entryDueAt, grantDueAt, nextDueAt } from "./due.ts";
export { expire, type Expiry } from "./expire.ts";
export { grantNext, type Grant } from "./grant.ts";
export { refuse } from "./refuse.ts";
export { renew } from "./renew.ts";
export {
  backendOf,
  checkAt,
  createSchedule,
  emptyConfig,
  loadOf,
  scheduleTimes,
  type Entry,
  type Schedule,
} from "./schedule.ts";
