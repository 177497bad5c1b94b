import { parseArgs } from "node:util";

import { Player } from "./player.ts";

/** Steps between two drains, and between two audits. */
const drainEvery = 5_000;
const auditEvery = 100;

const { values } = parseArgs({
  options: { steps: { type: "string" }, seed: { type: "string" } },
});
const steps = Number(values.steps ?? 1_000_000);
const seed = Number(values.seed ?? 1);

const player = new Player(seed);
let [drainAt, auditAt] = [drainEvery, auditEvery];
for (let done = 0; done < steps;) {
  done += player.step();
  if (done >= auditAt) {
    player.verify();
    auditAt += auditEvery;
  }
  if (done >= drainAt) {
    player.drain();
    drainAt += drainEvery;
  }
}
player.drain();
const tally = [...player.tally].toSorted(([a], [b]) => a.localeCompare(b));
// oxlint-disable-next-line no-console -- what a program run by hand is for
console.log(JSON.stringify(Object.fromEntries(tally), null, 1));
