/** One line of JSON: the names of events are stable, and no field holds what a caller sent in. */
export function log(event: string, fields: Record<string, unknown>): void {
  console.log(JSON.stringify({ event, ...fields }));
}
