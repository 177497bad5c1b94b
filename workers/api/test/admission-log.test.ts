import { describe, test, vi } from "vitest";

import { makeBackend, makeModel, makeOwner, makeVersion } from "./arrange.ts";
import { call } from "./call.ts";
import { FakeBackend } from "./fake-backend.ts";

interface Line {
  event: string;
  outcome?: string;
  version?: string;
  refused?: number;
}

/** Lines about predictions of the version, as they are logged. */
function spyLines(version: string) {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const lines = () =>
    log.mock.calls
      .map(([line]) => JSON.parse(String(line)) as Line)
      .filter((line) => line.version === version);
  return { lines, [Symbol.dispose]: () => log.mockRestore() };
}

describe("the log", () => {
  test("tells who waits, and how many were refused in one line a second", async ({ expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    const path = await makeVersion(owner, model, { routing: { max_queued: 1 } });
    await makeBackend(owner, path, { url: new FakeBackend().url, capacity: 1 });
    using spy = spyLines(`${model.slice("/v1/models/".length)}:1`);
    const statuses: number[] = [];
    for (let each = 0; each < 6; each += 1) {
      const body = { input: { prompt: "a boat" } };
      const { status } = await call(`POST ${path}/predictions`, { token: owner.token, body });
      statuses.push(status);
    }
    expect(statuses).toEqual([202, 202, 429, 429, 429, 429]);
    const told = () =>
      spy.lines().filter(({ event }) => /^predictions?\.(admission|refused)$/.test(event));
    await expect.poll(told, { timeout: 10_000 }).toMatchObject([
      { event: "prediction.admission", outcome: "queued" },
      { event: "predictions.refused", refused: 4 },
    ]);
  });
});
