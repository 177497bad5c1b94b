import type { TokenSeries } from "../measure/run-token-series.ts";
import { streamNames, type StreamName } from "../measure/stream-target.ts";
import { alignTable } from "./align-table.ts";

const labels: Record<StreamName, string> = {
  bare: "bare pass-through Worker",
  headgate: "Headgate, direct stream",
};

const head = ["streams", "path", "token p50 ms", "token p99 ms", "added at p50"];

/** How long a token takes from the backend to the caller, by path. */
export function renderTokens(series: readonly TokenSeries[]): string {
  const rows = series.flatMap(({ streams, paths }) =>
    streamNames.map((name) => {
      const { p50Ms, p99Ms } = paths[name];
      const addedMs = p50Ms - paths.bare.p50Ms;
      return [
        String(streams),
        labels[name],
        p50Ms.toFixed(2),
        p99Ms.toFixed(2),
        addedMs.toFixed(2),
      ];
    }),
  );
  return alignTable(head, rows, (column) => column !== 1);
}
