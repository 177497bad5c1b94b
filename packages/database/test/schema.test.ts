import { env } from "cloudflare:workers";
import { getTableName } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { describe, test } from "vitest";

import * as schema from "../src/schema/index.ts";

interface StoredColumn {
  name: string;
  notnull: number;
}

describe("the migrations", () => {
  for (const table of Object.values(schema)) {
    const name = getTableName(table);
    test(`give ${name} the columns that the schema declares`, async ({ expect }) => {
      const { results } = await env.DB.prepare('SELECT name, "notnull" FROM pragma_table_xinfo(?1)')
        .bind(name)
        .all<StoredColumn>();
      const stored = results.map((column) => `${column.name} ${column.notnull === 1}`);
      const declared = getTableConfig(table).columns.map(
        (column) => `${column.name} ${column.notNull}`,
      );
      expect(stored.toSorted()).toEqual(declared.toSorted());
    });
  }

  test("give no table that the schema does not know", async ({ expect }) => {
    const { results } = await env.DB.prepare(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'",
    ).all<{ name: string }>();
    const declared = Object.values(schema).map((table) => getTableName(table));
    expect(results.map((row) => row.name).toSorted()).toEqual(
      [...declared, "d1_migrations"].toSorted(),
    );
  });

  test("write one row for a prediction without its index, as WITHOUT ROWID does", async ({
    expect,
  }) => {
    const { results } = await env.DB.prepare(
      "SELECT name FROM pragma_table_list WHERE wr = 1 AND type = 'table'",
    ).all<{ name: string }>();
    expect(results.map((row) => row.name).toSorted()).toEqual([
      "predictions",
      "webhook_attempts",
      "webhook_deliveries",
    ]);
  });
});
