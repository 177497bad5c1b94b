import type { Measurement } from "./render-table.ts";

interface Bar {
  title: string;
  storage: Measurement["storage"];
  connections: number;
  read: (series: Measurement["series"]) => number;
  least?: number;
  most?: number;
}

/** What the bench must show. */
const bars: Bar[] = [
  {
    title: "direct, share of bare",
    storage: "disk",
    connections: 32,
    read: ({ direct, bare }) => direct.requestsPerS / bare.requestsPerS,
    least: 0.15,
  },
  {
    title: "direct, share of bare",
    storage: "memory",
    connections: 32,
    read: ({ direct, bare }) => direct.requestsPerS / bare.requestsPerS,
    least: 0.3,
  },
  {
    title: "direct, times Portkey",
    storage: "disk",
    connections: 32,
    read: ({ direct, portkey }) => direct.requestsPerS / portkey.requestsPerS,
    least: 1,
  },
  {
    title: "direct, times Portkey",
    storage: "memory",
    connections: 32,
    read: ({ direct, portkey }) => direct.requestsPerS / portkey.requestsPerS,
    least: 1,
  },
  {
    title: "detached, share of bare",
    storage: "disk",
    connections: 32,
    read: ({ detached, bare }) => detached.requestsPerS / bare.requestsPerS,
    least: 0.07,
  },
  {
    title: "refused, times async",
    storage: "disk",
    connections: 32,
    read: ({ rejected, async }) => rejected.requestsPerS / async.requestsPerS,
    least: 5,
  },
  {
    title: "direct, ms at p50 over bare",
    storage: "disk",
    connections: 1,
    read: ({ direct, bare }) => direct.p50Ms - bare.p50Ms,
    most: 2.5,
  },
];

/** One line a bar: what is asked for, what was measured, and whether that is enough. Bars without a measurement are left out. */
export function checkBars(measurements: Measurement[]): string {
  return bars.flatMap((bar) => checkBar(bar, measurements)).join("\n");
}

function checkBar(bar: Bar, measurements: Measurement[]): string[] {
  const { title, storage, connections, least = -Infinity, most = Infinity } = bar;
  const found = measurements.find(
    (measurement) => measurement.storage === storage && measurement.connections === connections,
  );
  if (found === undefined) return [];
  const value = bar.read(found.series);
  const isMet = value >= least && value < most;
  const asked = most === Infinity ? `at least ${least}` : `under ${most}`;
  const plural = connections === 1 ? "connection" : "connections";
  return [
    `- ${isMet ? "met" : "MISSED"}: ${title}, state ${storage === "disk" ? "on disk" : "in memory"}, ${connections} ${plural}: ${value.toFixed(2)} (${asked})`,
  ];
}
