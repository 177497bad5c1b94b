import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Chaos } from "./run-chaos.ts";

const maxIds = 5;
const maxLines = 40;

/** Of the first predictions with a fault: what their caller, their backends and the Workers know of them. */
export async function explain({ witness, farm, system }: Chaos): Promise<string> {
  const ids = [...new Set(witness.faults.map(({ id }) => id))]
    .filter((id) => id !== null)
    .slice(0, maxIds);
  if (ids.length === 0) return "";
  const { chronicles } = await farm.tell({ ids });
  const log = (await readFile(join(system.stateFolder, "workers.log"), "utf8")).split("\n");
  const parts = ids.map((id) => [
    `${id}: ${JSON.stringify(witness.accepted.get(id) ?? "its caller never heard of it")}`,
    `  end: ${JSON.stringify(witness.ends.get(id) ?? null)}`,
    ...(chronicles[id] ?? []).map((line) => `  backend: ${line}`),
    ...log
      .filter((line) => line.includes(id))
      .slice(-maxLines)
      .map((line) => `  worker: ${line}`),
  ]);
  return parts.flat().join("\n");
}
