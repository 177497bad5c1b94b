/** How a version's predictions are routed, in the words in which it is shown and stored. */
export interface RoutingPolicy {
  /** `reject`: what finds no free slot is refused, and nothing waits. */
  when_full: "queue" | "reject";
  max_queued: number;
  queue_timeout_s: number;
  /** How many slots a prediction takes: a CEL expression over `input`. Null: one. */
  cost: string | null;
  /** What becomes of an output that is not as the schema says. */
  output_check: "off" | "warn" | "fail";
  /** Over how many gates the version's backends are spread. */
  shards: number;
  retry: {
    max_attempts: number;
    initial_delay_s: number;
    max_delay_s: number;
    budget: number;
    repeatable: boolean;
    on_failure: boolean;
  };
}
