import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { createPredictionId, type GateConfig, plainTerms, type Ticket } from "@headgate/shared";

const runningShare = 0.02;
const backends = 4;
const tokens = 1_000;

/**
 * Puts `rows` live predictions, with tickets of about 500 bytes, into the one gate that has a file under `stateFolder`, whose runtime must
 * be closed. Gives the size of the file in bytes.
 */
export async function fillGate(stateFolder: string, rows: number): Promise<number> {
  const file = await findFile(stateFolder);
  const database = new DatabaseSync(file);
  const now = Date.now();
  database.exec("BEGIN");
  database
    .prepare("UPDATE gate SET config = ?, swept_at = ?")
    .run(JSON.stringify(configOf(rows)), now);
  const insert = database.prepare(
    `INSERT INTO predictions (id, seq, mode, state, backend_id, epoch, attempt, slots, expires_at, queue_deadline_at, cancel_requested,
      started_at, token_id, priority, cost, admitted_at, not_before, ticket)
    VALUES (?, ?, 'detached', ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 1, 1, ?, 0, ?)`,
  );
  for (let seq = 1; seq <= rows; seq += 1) {
    const isRunning = seq <= rows * runningShare;
    const createdAt = now - rows + seq;
    const random = new Uint8Array([seq >> 24, seq >> 16, seq >> 8, seq]);
    insert.run(
      createPredictionId({ createdAt, versionKey: 1, shard: 0, random }),
      seq,
      isRunning ? "running" : "queued",
      isRunning ? `b${seq % backends}` : null,
      isRunning ? 1 : 0,
      isRunning ? 1 : 0,
      isRunning ? 1 : 0,
      isRunning ? now + 3_600_000 : null,
      now + 3_600_000,
      isRunning ? now : null,
      `tok_${seq % tokens}`,
      createdAt,
      JSON.stringify(ticketOf(createdAt)),
    );
  }
  database.exec("COMMIT");
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  return (await stat(file)).size;
}

async function findFile(stateFolder: string): Promise<string> {
  const files = await readdir(stateFolder, { recursive: true });
  const found = files.filter(
    (file) => /VersionGate.*\.sqlite$/.test(file) && !file.includes("metadata"),
  );
  const [file] = found;
  if (file === undefined || found.length > 1) throw new Error(`gates found: ${found.join(", ")}`);
  return join(stateFolder, file);
}

function configOf(rows: number): GateConfig {
  return {
    epoch: 1,
    maxParallel: null,
    whenFull: "queue",
    maxQueued: rows,
    queueTimeoutMs: 3_600_000,
    runTimeoutMs: 3_600_000,
    retry: {
      ...{ maxAttempts: 3, initialDelayMs: 1_000, maxDelayMs: 30_000 },
      ...{ budget: 0.2, repeatable: true, onFailure: false },
    },
    backends: Array.from({ length: backends }, (_, index) => ({
      id: `b${index}`,
      url: `https://b${index}.example.com`,
      protocol: "cog",
      capacity: (rows * runningShare) / backends,
      weight: 1,
      status: "enabled",
      ...{ shard: 0, settings: null, credentials: null },
    })),
  };
}

function ticketOf(createdAt: number): Ticket {
  return {
    ...plainTerms,
    callerId: "own_01k9zq8w4n6t2",
    tokenId: "tok_01k9zq8w4n6t2",
    owner: "john",
    model: "image-upscaler",
    number: 30,
    versionId: "3f".repeat(32),
    mode: "detached",
    input: {
      inline: JSON.stringify({
        image: "https://pictures.example.com/2026/11/21/5b1c7a90-harbour-at-dawn.png",
        scale: 4,
        prompt: "sharpen the ropes and the rigging, keep the grain of the film",
      }),
    },
    webhook: {
      url: "https://hooks.example.com/predictions/finished",
      secret: null,
      events: ["start", "completed"],
    },
    createdAt,
  };
}
