import { env } from "cloudflare:workers";

import {
  type AuditEntry,
  type BackendRow,
  type CheckRow,
  findCheck,
  insertBackend,
  insertCheck,
} from "@headgate/database";
import { holdMs } from "@headgate/registry";
import type { CheckMessage, CheckName } from "@headgate/shared";

import { db, TestVersion } from "./gate.ts";
import { consume, type Held, held } from "./queues.ts";

export const gpuUrl = "https://gpu.example/";
const minuteMs = 60_000;

/** A version being checked, with one enabled backend of capacity 1 unless there are to be none. */
export class TestCheck {
  readonly version: TestVersion;
  readonly id: string;
  readonly held: Held = held();

  private constructor(version: TestVersion, id: string) {
    this.version = version;
    this.id = id;
  }

  static async create(
    names: CheckName[],
    { publish = false, backends = 1, lifetimeMs = 60 * minuteMs, status = "draft" } = {},
  ): Promise<TestCheck> {
    const version = await TestVersion.create();
    await env.DB.prepare("UPDATE version_cards SET status = ?2 WHERE version_key = ?1")
      .bind(version.key, status)
      .run();
    for (let at = 0; at < backends; at += 1) await addBackend(version, at);
    const id = crypto.randomUUID();
    const createdAt = Date.now();
    const check: Parameters<typeof insertCheck>[1] = {
      ...{ id, versionKey: version.key, publish, callerId: version.ownerId, createdAt },
      ...{ succession: null, audit: auditEntryOf(version) },
      steps: names.map((name) => ({
        ...{ name, state: "pending", percentage: 0, startedAt: null, endedAt: null },
        ...{ message: null, log: [] },
      })),
      image: { registry: "ghcr.io", repository: "team/upscaler", tag: null },
      input: '{"scale":4}',
      deadlineAt: createdAt + lifetimeMs,
    };
    await insertCheck(db, check);
    return new TestCheck(version, id);
  }

  /** Delivers its message once; gives the seconds after which it is sent again, null where it is not. */
  async carry(): Promise<number | null> {
    const { checks, env: given } = this.held;
    checks.delays.length = 0;
    const body: CheckMessage = { checkId: this.id };
    const [fate] = await consume("headgate-checks", [body], { env: given, attempts: 1 });
    if (fate !== null) throw new Error(`the message comes again after ${fate} s`);
    return checks.delays[0] ?? null;
  }

  async row(): Promise<CheckRow> {
    const row = await findCheck(db, this.id);
    if (row === null) throw new Error("the check that was just made is not there");
    return row;
  }

  /** Whoever has it lets go, as if they had died long ago. */
  async abandon(): Promise<void> {
    const past = Date.now() - holdMs;
    await env.DB.prepare("UPDATE version_checks SET held_until = ?2, due_at = ?2 WHERE id = ?1")
      .bind(this.id, past)
      .run();
  }

  async status(): Promise<unknown> {
    return (await this.card())["status"];
  }

  async card(): Promise<Record<string, unknown>> {
    const card = await env.DB.prepare("SELECT * FROM version_cards WHERE version_key = ?1")
      .bind(this.version.key)
      .first();
    return { ...card, card: JSON.parse(String(card?.["card"])) as unknown };
  }

  async transitions(): Promise<unknown[]> {
    const { results } = await env.DB.prepare(
      "SELECT to_status, actor_id, reason FROM version_transitions WHERE version_key = ?1 AND from_status IS NOT NULL",
    )
      .bind(this.version.key)
      .all();
    return results;
  }
}

function addBackend(version: TestVersion, at: number): Promise<void> {
  const backend: BackendRow = {
    id: crypto.randomUUID(),
    versionKey: version.key,
    url: at === 0 ? gpuUrl : `https://gpu-${at}.example/`,
    ...{ protocol: "cog", capacity: 1, weight: 1, status: "enabled" },
    ...{ region: null, labels: {}, shard: 0, settings: null, credentials: null },
    ...{ nextShard: null, probe: null },
    ...{ createdAt: at, updatedAt: null },
  };
  return insertBackend(db, backend, auditEntryOf(version));
}

function auditEntryOf({ ownerId }: TestVersion): AuditEntry {
  const actor = { actorId: ownerId, actorName: "john", tokenId: "t", requestId: null, ownerId };
  return { ...actor, at: 1, action: "test", targetKind: "version", target: "x", details: {} };
}
