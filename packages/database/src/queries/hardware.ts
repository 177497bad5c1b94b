import { eq } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { hardware } from "../schema/index.ts";

export type HardwareRow = typeof hardware.$inferSelect;

const byIdentifier: PageOrder<HardwareRow> = {
  name: "hardware",
  direction: "asc",
  columns: [hardware.identifier],
  keyOf: (row) => [row.identifier],
};

export async function findHardware(db: Database, identifier: string): Promise<HardwareRow | null> {
  const found = await db.select().from(hardware).where(eq(hardware.identifier, identifier)).get();
  return found ?? null;
}

export async function listHardware(db: Database, page: PageRequest): Promise<RowPage<HardwareRow>> {
  return readPage(byIdentifier, page, ({ where, orderBy, limit }) =>
    db
      .select()
      .from(hardware)
      .where(where)
      .orderBy(...orderBy)
      .limit(limit),
  );
}
