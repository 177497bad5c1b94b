import { afterAll, beforeAll, test } from "vitest";

import type { Page, VersionCheck, VersionTransition, VersionWithDetails } from "@headgate/shared";

import { take } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { type KillableSystem, startKillableSystem } from "./system/killable-system.ts";
import { sleep } from "./system/predictors.ts";
import { createModel, versionBody } from "./system/publish.ts";
import { startBackend, type TestBackend } from "./system/start-backend.ts";

let system: KillableSystem;
let backend: TestBackend;

beforeAll(async () => {
  system = await startKillableSystem();
  backend = await startBackend(sleep, 1);
});

afterAll(() => Promise.all([system.remove(), backend.crash()]));

test("a check that was killed halfway is carried on after a restart, and ends once", async ({
  expect,
}) => {
  const { client } = system;
  await createModel(client, "killed");
  const versions = "/v1/models/john/killed/versions";
  const body = { ...versionBody("killed"), draft: true };
  await take(client({ path: versions, body }));
  const { url, capacity } = backend;
  await take(client({ path: `${versions}/1/backends`, body: { url, capacity, protocol: "cog" } }));
  const asked = { checks: ["load", "run"], publish: true, sample_input: { ms: 4_000 } };
  const { id } = await take<VersionCheck>(client({ path: `${versions}/1/checks`, body: asked }));
  const read = (): Promise<VersionCheck> =>
    take(client({ method: "GET", path: `${versions}/1/checks/${id}` }));
  const running = await eventually(read, ({ percentage }) => percentage >= 50);
  await eventually(
    () => backend.counters.inFlight,
    (count) => count === 1,
  );
  await system.kill();
  await system.start();
  const ended = await eventually(read, ({ ended_at }) => ended_at !== null, 90_000);
  expect(ended).toMatchObject({ state: "passed", percentage: 100 });
  expect(ended.prediction_id).toBe(running.prediction_id ?? ended.prediction_id);
  const version = await take<VersionWithDetails>(client({ method: "GET", path: `${versions}/1` }));
  expect(version.status).toBe("active");
  const { items } = await take<Page<VersionTransition>>(
    client({ method: "GET", path: `${versions}/1/transitions` }),
  );
  expect(items.map(({ to }) => to)).toEqual(["active", "draft"]);
}, 150_000);
