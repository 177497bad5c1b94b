import { env } from "cloudflare:workers";
import { test } from "vitest";

import { takeIdempotencyKey } from "@headgate/database";

import { purgeIdempotencyKeys } from "../src/purge-idempotency-keys.ts";
import { db } from "./gate.ts";

async function keep(key: string, expiresAt: number): Promise<void> {
  const call = { tokenId: "t", key, fingerprint: "f", seed: "s", expiresAt };
  await takeIdempotencyKey(db, { ...call, now: expiresAt - 1, lockedUntil: expiresAt });
}

test("keys are deleted once they have expired, however many they are", async ({ expect }) => {
  const now = Date.now();
  await keep("alive", now + 60_000);
  const many = `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2500)
    INSERT INTO idempotency_keys (token_id, key, fingerprint, seed, started_at, attempt, locked_until, expires_at)
    SELECT 't', 'old-' || n, 'f', 's', 0, 1, 0, ?1 FROM numbers`;
  await env.DB.prepare(many)
    .bind(now - 1)
    .run();
  await purgeIdempotencyKeys(env);
  const { results } = await env.DB.prepare("SELECT key FROM idempotency_keys").all();
  expect(results).toEqual([{ key: "alive" }]);
});
