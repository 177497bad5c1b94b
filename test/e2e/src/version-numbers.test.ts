import { afterAll, beforeAll, describe, test } from "vitest";

import { take } from "./system/client.ts";
import { createModel, versionBody } from "./system/publish.ts";
import { startSystem, type System } from "./system/start-system.ts";

let system: System;

beforeAll(async () => {
  system = await startSystem();
});

afterAll(() => system.stop());

interface Version {
  number: number;
  version: string;
  id: string;
}

describe("versions", () => {
  test("that are created at the same time get consecutive numbers, and a deleted one's is not given again", async ({
    expect,
  }) => {
    await createModel(system.client, "busy");
    const path = "/v1/models/john/busy/versions";
    const create = (seed: string): Promise<Version> =>
      take(system.client({ path, body: versionBody(seed) }));
    const seeds = Array.from({ length: 20 }, (_, at) => `version ${at}`);
    const made = await Promise.all(seeds.map(create));
    const numbers = made.map(({ number }) => number).toSorted((a, b) => a - b);
    expect(numbers).toEqual(seeds.map((_, at) => at + 1));
    expect(new Set(made.map(({ version }) => version)).size).toBe(seeds.length);
    expect(new Set(made.map(({ id }) => id)).size).toBe(seeds.length);
    await take(system.client({ method: "DELETE", path: `${path}/20` }));
    expect((await create("another")).number).toBe(21);
  });
});
