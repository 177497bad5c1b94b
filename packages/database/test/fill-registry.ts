import type { D1Database } from "@cloudflare/workers-types";

/** How many rows a statement makes: it has 30 s, and its triggers index each row. */
const batchSize = 5000;
const versionsPerModel = 50;
const owners = 20;
const firstAt = Date.UTC(2026, 0, 1);

/** Words that are in one of so many texts: 1 in 2, 1 in 10, 1 in 1000. */
export const words = { half: "upscaling", tenth: "portrait", rare: "vermilion" };

/** 20 of the versions have it. */
export function digestOf(index: number): string {
  return `sha256:${index.toString(16).padStart(64, "0")}`;
}

/**
 * Adds models of 50 versions each until there are so many versions, straight into the tables; all triggers fire. A tenth of the models is
 * private, a tenth of the versions is deleted.
 */
export async function fillRegistry(d1: D1Database, from: number, until: number): Promise<void> {
  if (from === 0) await d1.prepare(insertOwners).bind(firstAt).run();
  for (let start = from; start < until; start += batchSize) {
    const end = Math.min(start + batchSize, until);
    const range = JSON.stringify(Array.from({ length: end - start }, (_, index) => start + index));
    await d1.batch([
      d1.prepare(insertModels).bind(range),
      d1.prepare(insertVersions).bind(range),
      d1.prepare(insertCards).bind(range, words.half, words.tenth, words.rare),
    ]);
  }
}

const insertOwners = `
INSERT INTO owners (id, username, webhook_secret, created_at)
WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ${owners - 1})
SELECT 'owner-' || n, 'big-' || n, 'whsec_x', ?1 FROM n`;

const insertModels = `
INSERT INTO models (id, owner_id, name, visibility, description, hardware_identifier, last_number, predictions_count, created_at)
SELECT 'model-' || n, 'owner-' || (n % ${owners}), 'image-tool-' || n, CASE n % 10 WHEN 3 THEN 'private' ELSE 'public' END,
  'Makes images larger', CASE n % 4 WHEN 0 THEN 'gpu-t4' ELSE 'cpu' END, ${versionsPerModel}, n, ${firstAt} + n * 60000
FROM (SELECT DISTINCT value / ${versionsPerModel} AS n FROM json_each(?1)) ORDER BY n`;

const insertVersions = `
INSERT INTO versions (id, model_id, number, semver, container_image_digest, schemas, created_at)
SELECT printf('%064x', value), 'model-' || (value / ${versionsPerModel}), value % ${versionsPerModel} + 1, '0.' || (value % ${versionsPerModel} + 1) || '.0',
  'sha256:' || printf('%064x', value % 5000), '{"prediction":{"input":{},"output":{}}}', ${firstAt} + value * 1000
FROM json_each(?1)`;

const insertCards = `
INSERT INTO version_cards (version_key, status, release_notes, updated_at)
SELECT versions.key, CASE value % 10 WHEN 9 THEN 'deleted' ELSE 'active' END,
  'Better' || CASE value % 2 WHEN 0 THEN ' ' || ?2 ELSE '' END || CASE value % 10 WHEN 0 THEN ' ' || ?3 ELSE '' END
    || CASE value % 1000 WHEN 0 THEN ' ' || ?4 ELSE '' END,
  CASE value % 3 WHEN 0 THEN versions.created_at + 5 END
FROM json_each(?1) JOIN versions ON versions.id = printf('%064x', value)`;
