import { and, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { files } from "../schema/index.ts";

type StoredRow = typeof files.$inferSelect;

/** A file that is there in full. */
export type FileRow = StoredRow & { sha256: string };

/** A file that is about to be stored. */
export type NewFile = Pick<StoredRow, "id" | "ownerId" | "sizeBytes" | "createdAt" | "expiresAt">;

/** How much an owner may have at once, what is on its way counted. */
export interface FileAllowance {
  files: number;
  bytes: number;
}

const newestFirst: PageOrder<FileRow> = {
  name: "files",
  direction: "desc",
  columns: [files.createdAt, files.id],
  keyOf: (row) => [row.createdAt, row.id],
};

/** Makes room for a file of at most so many bytes. False: the owner has no more. */
export async function reserveFile(
  db: Database,
  { id, ownerId, sizeBytes, createdAt, expiresAt }: NewFile,
  allowance: FileAllowance,
): Promise<boolean> {
  const { meta } = await db.$client
    .prepare(
      `INSERT INTO files (id, owner_id, content_type, size_bytes, created_at, expires_at)
       SELECT ?1, ?2, '', ?3, ?4, ?5
       FROM (SELECT count(*) AS files, coalesce(sum(size_bytes), 0) AS bytes FROM files WHERE owner_id = ?2)
       WHERE files < ?6 AND bytes + ?3 <= ?7`,
    )
    .bind(id, ownerId, sizeBytes, createdAt, expiresAt, allowance.files, allowance.bytes)
    .run();
  return meta.changes > 0;
}

/** Says of a file that was on its way that it is there. Null: it has been given up meanwhile. */
export async function storeFile(
  db: Database,
  { id, ...file }: Omit<FileRow, "createdAt" | "ownerId">,
  now: number,
): Promise<FileRow | null> {
  const [row] = await db
    .update(files)
    .set(file)
    .where(and(eq(files.id, id), isNull(files.sha256), gt(files.expiresAt, now)))
    .returning();
  return row === undefined ? null : { ...row, sha256: file.sha256 };
}

/** Null: there is none, or it has expired. */
export async function findFile(db: Database, id: string, now: number): Promise<FileRow | null> {
  const row = await db
    .select()
    .from(files)
    .where(and(eq(files.id, id), gt(files.expiresAt, now)))
    .get();
  return row !== undefined && isStored(row) ? row : null;
}

/** The owner's, newest first. */
export async function listFiles(
  db: Database,
  { ownerId, now }: { ownerId: string; now: number },
  page: PageRequest,
): Promise<RowPage<FileRow>> {
  return readPage(newestFirst, page, async ({ where, orderBy, limit }) => {
    const rows = await db
      .select()
      .from(files)
      .where(
        and(eq(files.ownerId, ownerId), isNotNull(files.sha256), gt(files.expiresAt, now), where),
      )
      .orderBy(...orderBy)
      .limit(limit);
    return rows.filter(isStored);
  });
}

/** Ids of files that have expired, or were given up on their way, the longest ago first. */
export async function listExpiredFiles(
  db: Database,
  { now, limit }: { now: number; limit: number },
): Promise<string[]> {
  const rows = await db
    .select({ id: files.id })
    .from(files)
    .where(sql`${files.expiresAt} <= ${now}`)
    .orderBy(files.expiresAt)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Whose objects are gone. */
export async function deleteFiles(db: Database, ids: readonly string[]): Promise<void> {
  const listed = sql`select value from json_each(${JSON.stringify(ids)})`;
  await db.delete(files).where(sql`${files.id} in (${listed})`);
}

function isStored(row: StoredRow): row is FileRow {
  return row.sha256 !== null;
}
