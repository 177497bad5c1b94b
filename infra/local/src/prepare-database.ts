import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";

import { openDatabase, type Database } from "@headgate/database";

import { applyMigrations } from "./apply-migrations.ts";
import { keepSignals } from "./keep-signals.ts";
import type { RuntimeWorkers } from "./read-workers.ts";

export interface PrepareOptions {
  api: RuntimeWorkers["api"];
  resourcePersistencePath: string;
  leavesSignals: boolean;
  /** Runs once the tables are as they should be. */
  prepare: (db: Database) => Promise<void>;
}

/**
 * Brings the database up to date, in a runtime of its own, before any Worker runs. Miniflare's D1 blocks the thread that also reads what
 * Workers log: with much to log at that moment, as after a crash, a Worker would wait for that thread and the thread for the Worker, for ever.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<void> {
  const { api, resourcePersistencePath, leavesSignals, prepare } = options;
  const create = (): Miniflare =>
    new Miniflare(
      convertV4MiniflareOptions({
        log: new Log(LogLevel.NONE),
        cf: false,
        host: "127.0.0.1",
        port: 0,
        resourcePersistencePath,
        name: "headgate-database",
        modules: true,
        script: "export default {};",
        ...(api.compatibilityDate === undefined
          ? {}
          : { compatibilityDate: api.compatibilityDate }),
        ...(api.d1Databases === undefined ? {} : { d1Databases: api.d1Databases }),
      }),
    );
  const miniflare = leavesSignals ? keepSignals(create) : create();
  try {
    const d1 = await miniflare.getD1Database("DB");
    await applyMigrations(d1);
    await prepare(openDatabase(d1));
  } finally {
    await miniflare.dispose();
  }
}
