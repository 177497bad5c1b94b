import type { PredictionStatistics } from "@headgate/database";

import type { Labels, Metric } from "./metric.ts";

/** What became of predictions, as history counted them: each once, a second or two after its end. */
export function statisticsMetrics(statistics: readonly PredictionStatistics[]): Metric[] {
  return [
    {
      name: "headgate_predictions_total",
      help: "Predictions that have ended, by how.",
      type: "counter",
      samples: spread(statistics, "state", (each) => ({
        succeeded: each.succeeded,
        failed: each.failed,
        canceled: each.canceled,
        expired: each.expired,
      })),
    },
    {
      name: "headgate_prediction_seconds_total",
      help: "Seconds that ended predictions waited, were set up and ran.",
      type: "counter",
      samples: spread(statistics, "phase", (each) => ({
        queue: each.queueS,
        setup: each.setupS,
        run: each.runS,
      })),
    },
    {
      name: "headgate_outputs_checked_total",
      help: "Outputs that were held against the output schema, by whether they are what it says.",
      type: "counter",
      samples: spread(statistics, "valid", ({ checkedOutputs, invalidOutputs }) => ({
        true: checkedOutputs - invalidOutputs,
        false: invalidOutputs,
      })),
    },
    {
      name: "headgate_attempts_total",
      help: "Leases that were given to ended predictions.",
      type: "counter",
      samples: statistics.map((each) => ({ labels: placeOf(each), value: each.attempts })),
    },
  ];
}

/** A sample for each key of what `read` gives. */
function spread(
  statistics: readonly PredictionStatistics[],
  label: string,
  read: (each: PredictionStatistics) => Record<string, number>,
): Metric["samples"] {
  return statistics.flatMap((each) =>
    Object.entries(read(each)).map(([key, value]) => ({
      labels: { ...placeOf(each), [label]: key },
      value,
    })),
  );
}

function placeOf({ owner, model, number, backendId }: PredictionStatistics): Labels {
  return { model: `${owner}/${model}`, version: number, backend: backendId };
}
