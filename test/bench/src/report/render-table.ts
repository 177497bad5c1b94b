import type { Series } from "../measure/run-series.ts";
import { targetNames, type TargetName } from "../measure/target.ts";
import { alignTable } from "./align-table.ts";

export interface Measurement {
  storage: "disk" | "memory";
  connections: number;
  series: Series;
}

const labels: Record<TargetName, string> = {
  bare: "bare pass-through Worker (the limit)",
  direct: "Headgate, direct (`Prefer: wait`)",
  detached: "Headgate, detached (`Prefer: wait=10`)",
  async: "Headgate, detached (202, then polling)",
  rejected: "Headgate, refused (429)",
  portkey: "Portkey's gateway on Node",
};

const head = [
  "state",
  "connections",
  "path",
  "requests/s",
  "p50 ms",
  "p99 ms",
  "of bare",
  "of Portkey",
];

/** All measurements as one table, in Markdown that is aligned as plain text. */
export function renderTable(measurements: Measurement[]): string {
  const rows = measurements.flatMap(({ storage, connections, series }) =>
    targetNames.map((name) => {
      const { requestsPerS, p50Ms, p99Ms } = series[name];
      return [
        storage === "disk" ? "on disk" : "in memory",
        String(connections),
        labels[name],
        requestsPerS.toFixed(0),
        p50Ms.toFixed(2),
        p99Ms.toFixed(2),
        (requestsPerS / series.bare.requestsPerS).toFixed(2),
        (requestsPerS / series.portkey.requestsPerS).toFixed(2),
      ];
    }),
  );
  return alignTable(head, rows, isNumber);
}

function isNumber(column: number): boolean {
  return column === 1 || column >= 3;
}
