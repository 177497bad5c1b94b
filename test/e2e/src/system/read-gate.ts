import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import type { PredictionState } from "@headgate/shared";

/** A gate that goes to sleep locks its file for a moment. */
const busyMs = 5_000;

/** What a gate stored of a prediction. */
export interface GateRow {
  id: string;
  /** Order of admission. */
  seq: number;
  state: PredictionState;
  started_at: number | null;
}

/** The rows of all gates of a runtime, in order of admission, straight from disk: what no route tells. */
export function readGates(stateFolder: string): GateRow[] {
  const folder = join(stateFolder, "runtime", "do");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".sqlite") && !file.endsWith("metadata.sqlite"),
  );
  return files.flatMap((file) => readRows(join(folder, file)));
}

function readRows(path: string): GateRow[] {
  const database = new DatabaseSync(path, { readOnly: true, timeout: busyMs });
  try {
    const rows = database.prepare(
      "SELECT id, seq, state, started_at FROM predictions ORDER BY seq",
    );
    return rows.all() as unknown as GateRow[];
  } finally {
    database.close();
  }
}
