/**
 * More often than the minute of a deployed Worker's cron: queues are in memory here, so that every start has messages to make up for.
 */
const everyMs = 10_000;

/** Runs a Worker's scheduled handler now and then regularly. Gives what stops it. */
export function runSchedule(
  worker: { scheduled(options: { cron: string }): Promise<unknown> },
  onFailure: (line: string) => void,
): () => void {
  const run = (): void => {
    worker.scheduled({ cron: "* * * * *" }).catch((error: unknown) => {
      onFailure(JSON.stringify({ event: "schedule.failed", error: String(error) }));
    });
  };
  run();
  const timer = setInterval(run, everyMs);
  return () => clearInterval(timer);
}
