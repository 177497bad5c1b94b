import { runInDurableObject } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { test } from "vitest";

import { plainTerms } from "@headgate/shared";

import { Ledger } from "../src/ledger.ts";
import { migrations } from "../src/migrations.ts";
import { Store } from "../src/store.ts";
import { backendOf, configOf, ticketOf } from "./gate.ts";

const id = "01a1fd00-0000-8000-8000-000100000001";

/** The tables as they were before there was a routing policy, with a prediction that runs. */
function downgrade({ sql }: DurableObjectStorage): void {
  const { status: _status, shard: _shard, ...backend } = backendOf("a", 2);
  const { whenFull: _whenFull, retry: _retry, ...config } = configOf();
  const { task: _task, tokenId: _tokenId, ...ticket } = ticketOf("detached");
  const webhook = { url: "https://hooks.example.com", secret: null };
  sql.exec("DROP TABLE predictions; DROP TABLE gate; DELETE FROM migrations;");
  sql.exec(migrations[0] ?? "");
  sql.exec("INSERT INTO migrations (number) VALUES (1)");
  const old = { ...config, backends: [{ ...backend, enabled: true }] };
  sql.exec("UPDATE gate SET config = ?", JSON.stringify(old));
  sql.exec(
    "INSERT INTO predictions VALUES (?, 1, 'detached', 'running', 'a', 1, 1, ?, ?, 0, ?, NULL, ?, NULL)",
    ...[id, 2_000, 1_000, 100, JSON.stringify({ ...ticket, webhook })],
  );
}

test("a gate from before routing policies keeps its lease, its backends and its limits", async ({
  expect,
}) => {
  const stub = exports.VersionGate.getByName("from-before");
  await runInDurableObject(stub, (_, { storage }) => {
    downgrade(storage);
    const { standings } = new Ledger(new Store(storage.sql));
    expect(standings.capacity(200)).toMatchObject({
      running: 1,
      backends: [{ id: "a", status: "enabled", capacity: 2, leased: 1 }],
    });
    expect(standings.lease({ id, epoch: 1 })).toMatchObject({
      backend: backendOf("a", 2),
      ticket: {
        ...plainTerms,
        tokenId: "caller",
        webhook: { url: "https://hooks.example.com", secret: null, events: ["completed"] },
      },
    });
    expect(new Store(storage.sql).readGate().config).toMatchObject({
      ...{ epoch: 0, maxParallel: null, whenFull: "queue", maxQueued: 100 },
      retry: { maxAttempts: 1 },
    });
  });
});
