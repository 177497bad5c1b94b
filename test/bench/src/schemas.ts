import { alignTable } from "./report/align-table.ts";
import { measureProbes } from "./schemas/measure-probes.ts";
import { contestants, measureValidators } from "./schemas/measure-validators.ts";

/**
 * How fast values are checked and schemas made ready in workerd, beside the library that we stand on and
 * the fastest interpreter; and what hostile schemas and values cost. Timed from outside.
 */
const results = await measureValidators();
const speed = results.map(({ name, checksPerS, prepareUs }) => [
  name,
  ...contestants.map((contestant) => checksPerS[contestant].toFixed(0)),
  (checksPerS.headgate / checksPerS.library).toFixed(2),
  (checksPerS.hyperjump / checksPerS.library).toFixed(2),
  ...([...contestants, "headgate-cold"] as const).map((one) => prepareUs[one].toFixed(0)),
]);
const speedHead = [
  "checks a second",
  ...contestants,
  "headgate / library",
  "hyperjump / library",
  ...contestants.map((contestant) => `${contestant}, prepare µs`),
  "headgate, compile µs",
];
console.log(`${alignTable(speedHead, speed, (column) => column > 0)}\n`);

const probes = await measureProbes();
const isMet = ({ createMs, checkMs, limits }: (typeof probes)[number]): boolean =>
  createMs <= limits.createMs && (checkMs ?? 0) <= limits.checkMs;
const rows = probes.map((probe) => [
  probe.name,
  probe.createMs.toFixed(1),
  probe.checkMs === null ? "refused" : probe.checkMs.toFixed(1),
  `${probe.limits.createMs} + ${probe.limits.checkMs}`,
  isMet(probe) ? "met" : "MISSED",
]);
const probeHead = ["hostile schema or value", "create ms", "check ms", "limits ms", ""];
console.log(alignTable(probeHead, rows, (column) => column > 0 && column < 4));

const slower = results.filter(({ checksPerS }) => checksPerS.headgate < checksPerS.library);
for (const { name } of slower) console.log(`MISSED: slower than the library on ${name}`);
if (slower.length > 0 || !probes.every(isMet)) process.exitCode = 1;
