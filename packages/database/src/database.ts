import type { D1Database } from "@cloudflare/workers-types";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";

import * as schema from "./schema/index.ts";

export type Database = DrizzleD1Database<typeof schema> & { $client: D1Database };

/** Wraps a D1 binding. It opens nothing: make one an isolate or one a call, as it suits. */
export function openDatabase(d1: D1Database): Database {
  return drizzle(d1, { schema });
}
