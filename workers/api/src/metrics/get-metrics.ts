import { listGatedVersions, listPredictionStatistics } from "@headgate/database";
import { requireScope, viewerOf } from "@headgate/registry";

import { readVersionCapacity } from "../gate/version-capacity.ts";
import type { ApiContext } from "../http/api-context.ts";
import { capacityMetrics, type GateReading } from "./capacity-metrics.ts";
import { renderMetrics } from "./metric.ts";
import { statisticsMetrics } from "./statistics-metrics.ts";

export const metricsMediaType = "text/plain; version=0.0.4; charset=utf-8";

/** Asking a gate takes a subrequest and wakes it up: of so many versions, the oldest first. */
const maxVersions = 200;
/** What a statement of D1 takes, with room to spare. */
const maxOwners = 90;
/** So many at a time: a Worker waits for no more than six answers at once. */
const atOnce = 6;

/** Metrics of the models of whoever asks, and of its organizations. */
export async function getMetrics(api: ApiContext): Promise<Response> {
  const actor = requireScope(api.registry, "read");
  const ownerIds = viewerOf(actor).reads.slice(0, maxOwners);
  const { db } = api.registry;
  const [statistics, versions] = await Promise.all([
    listPredictionStatistics(db, ownerIds),
    listGatedVersions(db, ownerIds, maxVersions),
  ]);
  const readings: GateReading[] = [];
  for (let at = 0; at < versions.length; at += atOnce) {
    const group = versions.slice(at, at + atOnce);
    readings.push(...(await Promise.all(group.map((version) => read(api, version)))));
  }
  const text = renderMetrics([...statisticsMetrics(statistics), ...capacityMetrics(readings)]);
  return new Response(text, { headers: { "content-type": metricsMediaType } });
}

async function read(api: ApiContext, version: GateReading["version"]): Promise<GateReading> {
  return { version, capacity: await readVersionCapacity(api, version.key) };
}
