import type { Operation } from "../http/operation.ts";
import { getMetrics, metricsMediaType } from "../metrics/get-metrics.ts";
import { gives } from "../openapi/answer-descriptions.ts";

const text = { type: "string", description: "Prometheus's text format." };

export const metricsRoutes: Operation[] = [
  {
    id: "getMetrics",
    method: "GET",
    path: "/metrics",
    tag: "About",
    summary: "What became of predictions and what gates hold, for Prometheus",
    description:
      "Of the models of the token's owner and of its organizations; what gates hold, of 200 versions at most.",
    scope: "read",
    answers: gives(text, { mediaType: metricsMediaType, description: "The metrics." }),
    refusals: ["unavailable"],
    handle: (_, api) => getMetrics(api),
  },
];
