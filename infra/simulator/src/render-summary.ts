import type { Quantiles, Summary } from "./summarize.ts";

/** A summary for people. */
export function renderSummary(summary: Summary): string {
  const { arrivals, succeeded, refused, expired } = summary;
  const lines = [
    `predictions   ${arrivals}: ${succeeded} succeeded, ${refused} refused, ${expired} expired`,
    `lasted        ${duration(summary.lastedS * 1000)}, ${summary.throughputPerS.toFixed(2)} predictions a second`,
    `longest queue ${summary.longestQueue}`,
    "",
    "                    mean      p50      p95      p99      max",
    `wait          ${columns(summary.waitMs)}`,
    `in all        ${columns(summary.totalMs)}`,
    "",
    "backend       busy",
    ...Object.entries(summary.utilization).map(
      ([id, share]) => `${id.padEnd(13)} ${(share * 100).toFixed(1)} %`,
    ),
  ];
  return lines.join("\n");
}

function columns({ mean, p50, p95, p99, max }: Quantiles): string {
  return [mean, p50, p95, p99, max]
    .map((ms) => duration(ms).padStart(8))
    .join(" ")
    .trimEnd();
}

function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 120_000 ? `${(ms / 1000).toFixed(2)} s` : `${(ms / 60_000).toFixed(1)} min`;
}
