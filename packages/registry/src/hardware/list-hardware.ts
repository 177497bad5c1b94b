import { listHardware as listRows, readPageRequest } from "@headgate/database";
import { type Hardware, toWireTime } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";

/** What a model may ask to run on, by identifier. */
export async function listHardware(
  { db }: RegistryContext,
  input: { query: ListQuery },
): Promise<CursorPage<Hardware>> {
  return toCursorPage(await listRows(db, readPageRequest(input.query)), (row) => ({
    identifier: row.identifier,
    name: row.name,
    gpus: row.gpus,
    cpus: row.cpus,
    ram_per_gpu_gb: row.ramPerGpuGb,
    ram_gb: row.ramGb,
    created_at: toWireTime(row.createdAt),
  }));
}
