/** The id of the trace that a prediction belongs to, for log lines; null: it belongs to none. */
export function traceIdOf(traceparent: string | null): string | null {
  return traceparent?.split("-")[1] ?? null;
}
