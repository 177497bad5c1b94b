import type { StreamEvent } from "@headgate/shared";

/** An event as a server-sent one: its type, and the rest of it as JSON. Null: it has no id, since nobody can come back for it. */
export function formatEvent({ type, ...data }: StreamEvent, id: string | null): string {
  const head = id === null ? "" : `id: ${id}\n`;
  return `${head}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
