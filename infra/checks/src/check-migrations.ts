import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { findUnreviewedDrops } from "./migrations/find-unreviewed-drops.ts";
import { workspaceRoot } from "./workspace-root.ts";

// Refuses a migration that drops or rebuilds a table until somebody wrote down why it is safe.
const folder = "packages/database/migrations";
const files = readdirSync(join(workspaceRoot, folder)).filter((name) => name.endsWith(".sql"));

for (const name of files.toSorted()) {
  const sql = readFileSync(join(workspaceRoot, folder, name), "utf8");
  for (const { line, text } of findUnreviewedDrops(sql)) {
    console.error(`${folder}/${name}:${line}: ${text}`);
    process.exitCode = 1;
  }
}
if (files.length === 0) throw new Error(`There are no migrations in ${folder}.`);
if (process.exitCode === 1) {
  console.error(
    "A dropped or rebuilt table takes rows of other tables with it. Read the migration, and write " +
      "the line `-- reviewed: <why it is safe>` above each of these statements.",
  );
}
