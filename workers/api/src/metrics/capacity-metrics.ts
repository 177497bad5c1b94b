import type { GatedVersion } from "@headgate/database";
import type { VersionCapacity } from "@headgate/shared";

import type { Labels, Metric } from "./metric.ts";

export interface GateReading {
  version: GatedVersion;
  capacity: VersionCapacity;
}

type Backend = VersionCapacity["backends"][number];

/** What gates hold at this moment. */
export function capacityMetrics(readings: readonly GateReading[]): Metric[] {
  const perBackend = (name: string, help: string, read: (backend: Backend) => number): Metric => ({
    ...{ name, help, type: "gauge" },
    samples: readings.flatMap(({ version, capacity }) =>
      capacity.backends.map((backend) => ({
        labels: { ...placeOf(version), backend: backend.id },
        value: read(backend),
      })),
    ),
  });
  return [
    perBackend("headgate_backend_slots", "Slots of a backend.", ({ capacity }) => capacity),
    perBackend("headgate_backend_slots_leased", "Slots that are taken.", ({ leased }) => leased),
    perBackend(
      "headgate_backend_predictions_running",
      "Predictions that hold a slot.",
      ({ running }) => running,
    ),
    perBackend(
      "headgate_backend_enabled",
      "1: it takes predictions. 0: it drains or is disabled.",
      ({ status }) => Number(status === "enabled"),
    ),
    perBackend(
      "headgate_backend_breaker_open",
      "1: its circuit is open. 0.5: one prediction tries it. 0: it is closed.",
      ({ breaker }) => ({ closed: 0, half_open: 0.5, open: 1 })[breaker.state],
    ),
    perBackend("headgate_backend_cooling", "1: it is left alone for now.", (backend) =>
      Number(backend.cool_until !== null),
    ),
    queueLength(readings),
    queueEstimate(readings),
  ];
}

function queueLength(readings: readonly GateReading[]): Metric {
  return {
    ...{ name: "headgate_queue_length", help: "Predictions that wait.", type: "gauge" },
    samples: readings.flatMap(({ version, capacity }) =>
      capacity.queued_by_priority.map((value, priority) => ({
        labels: { ...placeOf(version), priority },
        value,
      })),
    ),
  };
}

function queueEstimate(readings: readonly GateReading[]): Metric {
  return {
    name: "headgate_queue_estimate_seconds",
    help: "How long the next prediction would wait, where run times are known.",
    type: "gauge",
    samples: readings.flatMap(({ version, capacity: { estimate_s: value } }) =>
      value === null ? [] : [{ labels: placeOf(version), value }],
    ),
  };
}

function placeOf({ owner, model, number }: GatedVersion): Labels {
  return { model: `${owner}/${model}`, version: number };
}
