import { and, eq, lt, sql } from "drizzle-orm";

import type { FlatSchema, FlatVersionSchema, SchemaPlace, VersionSchemas } from "@headgate/shared";

import type { Database } from "../database.ts";
import { flatSchemas, versions } from "../schema/index.ts";

/** Schemas in a form, as they are to be stored. */
export interface CompiledSchemas {
  form: number;
  schemas: readonly FlatVersionSchema[];
}

/** Null: this one was not compiled yet. */
export async function findFlatSchema(
  db: Database,
  versionKey: number,
  { task, direction }: SchemaPlace,
): Promise<{ form: number; schema: FlatSchema } | null> {
  const isWanted = and(
    eq(flatSchemas.versionKey, versionKey),
    eq(flatSchemas.task, task),
    eq(flatSchemas.direction, direction),
  );
  const columns = { form: flatSchemas.form, schema: flatSchemas.schema };
  return (await db.select(columns).from(flatSchemas).where(isWanted).get()) ?? null;
}

/** What the owner wrote. Null: there is no version with this key. */
export async function findVersionSchemas(
  db: Database,
  key: number,
): Promise<VersionSchemas | null> {
  const columns = { schemas: versions.schemas };
  const found = await db.select(columns).from(versions).where(eq(versions.key, key)).get();
  return found?.schemas ?? null;
}

/** Adds those that are missing and replaces those of an older form. */
export async function upsertFlatSchemas(
  db: Database,
  versionKey: number,
  { form, schemas }: CompiledSchemas,
): Promise<void> {
  const { task, direction } = flatSchemas;
  for (const { flat, ...place } of schemas) {
    await db
      .insert(flatSchemas)
      .values({ versionKey, ...place, form, schema: flat })
      .onConflictDoUpdate({
        target: [flatSchemas.versionKey, task, direction],
        set: { form: sql`excluded.form`, schema: sql`excluded.schema` },
        setWhere: lt(flatSchemas.form, form),
      });
  }
}
