import { env } from "cloudflare:workers";
import { test } from "vitest";

import { purgeFiles } from "../src/purge-files.ts";

const now = Date.now();

/** Files with their objects, which expire then. */
async function keep(ids: string[], expiresAt: number, sha256: string | null = "f"): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO owners (id, username, webhook_secret, created_at) VALUES ('o', 'o', '', 0) ON CONFLICT DO NOTHING`,
  ).run();
  await env.DB.prepare(
    `INSERT INTO files (id, owner_id, content_type, size_bytes, sha256, created_at, expires_at)
     SELECT value, 'o', 'a/b', 1, ?2, 0, ?3 FROM json_each(?1)`,
  )
    .bind(JSON.stringify(ids), sha256, expiresAt)
    .run();
  for (const id of ids) await env.PAYLOADS.put(`files/${id}`, "content");
}

async function left(): Promise<{ rows: unknown[]; objects: string[] }> {
  const { results } = await env.DB.prepare("SELECT id FROM files ORDER BY id").all();
  const { objects } = await env.PAYLOADS.list({ prefix: "files/" });
  return { rows: results.map(({ id }) => id), objects: objects.map(({ key }) => key) };
}

const alive = { rows: ["alive", "coming"], objects: ["files/alive", "files/coming"] };

test("files are deleted once they have expired, and uploads that were given up", async ({
  expect,
}) => {
  await keep(["alive"], now + 600_000);
  await keep(["coming"], now + 600_000, null);
  await keep(["expired"], now - 1);
  await keep(["given-up"], now - 1, null);
  await purgeFiles(env);
  expect(await left()).toEqual(alive);
});

test("files are deleted however many they are, and whatever died in the middle", async ({
  expect,
}) => {
  const many = Array.from({ length: 1100 }, (_, index) => `many-${index}`);
  await keep(many.slice(0, 30), now - 2);
  await keep(["gone-1", "gone-2"], now - 1);
  // A purge that died after the objects.
  await env.PAYLOADS.delete(["files/gone-1", "files/gone-2"]);
  await env.DB.prepare(
    `INSERT INTO files (id, owner_id, content_type, size_bytes, created_at, expires_at)
     SELECT value, 'o', 'a/b', 1, 0, 1 FROM json_each(?)`,
  )
    .bind(JSON.stringify(many.slice(30)))
    .run();
  await purgeFiles(env);
  expect(await left()).toEqual(alive);
});

test("where the bucket is out of reach the rows stay, for the next time", async ({ expect }) => {
  await keep(["expired"], now - 1);
  const away = new Proxy(env.PAYLOADS, {
    get: () => () => Promise.reject(new Error("R2 is away")),
  });
  await expect(purgeFiles({ ...env, PAYLOADS: away })).rejects.toThrow("R2 is away");
  expect((await left()).rows).toContain("expired");
  await purgeFiles(env);
  expect(await left()).toEqual(alive);
});
