import type { RoutingPolicy } from "../gate/routing-policy.ts";

/** What a version has that says nothing. */
export const defaultRoutingPolicy: RoutingPolicy = {
  when_full: "queue",
  max_queued: 1000,
  queue_timeout_s: 600,
  cost: null,
  output_check: "warn",
  shards: 1,
  retry: {
    max_attempts: 3,
    initial_delay_s: 1,
    max_delay_s: 30,
    budget: 0.2,
    repeatable: true,
    on_failure: false,
  },
};
