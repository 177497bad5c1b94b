import { format as library } from "@cfworker/json-schema";

const table: Record<string, (text: string) => boolean> = { ...library };

export function findFormat(name: string): (text: string) => boolean {
  return table[name] ?? (() => true);
}
