import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { D1Database } from "@cloudflare/workers-types";

const folder = fileURLToPath(new URL("../../../packages/database/migrations", import.meta.url));

/** The table in which wrangler, too, notes what was applied. */
const createTable = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** Applies each migration that is not there yet, each in one transaction with the note of it. */
export async function applyMigrations(d1: D1Database): Promise<void> {
  await d1.prepare(createTable).run();
  const { results } = await d1.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  for (const name of names.filter((candidate) => !applied.has(candidate))) {
    const statements = (await readFile(join(folder, name), "utf8"))
      .split("--> statement-breakpoint")
      .filter((statement) => statement.trim() !== "");
    await d1.batch([
      ...statements.map((statement) => d1.prepare(statement)),
      d1.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
    ]);
  }
}
