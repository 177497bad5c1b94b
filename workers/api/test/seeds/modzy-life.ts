import type { Page, Prediction, Version, VersionCheck } from "@headgate/shared";

import { makeBackend } from "../arrange.ts";
import { FakeBackend, takeOver } from "../fake-backend.ts";
import { expectRefusal } from "../refusals.ts";
import { modzyPage, type SeedRow } from "./seed-row.ts";

const source = `${modzyPage}, parameters`;

const running: SeedRow[] = [
  {
    sentence: '"timeout": { "status": 12345, "run": 12345 }',
    source: `${modzyPage}, the versions object`,
    async exercise(scene, expect) {
      scene.gpu.script = takeOver;
      await scene.createServing({ timeout: { run_ms: 1000 } });
      const path = "POST {model}/versions/2/predictions";
      const { id } = await scene.ask<Prediction>(path, { input: { prompt: "a boat" } });
      const read = (): Promise<Prediction> => scene.ask(`GET /v1/predictions/${id}`);
      await expect.poll(read, { timeout: 20_000 }).toMatchObject({ state: "expired" });
    },
  },
  {
    sentence: "It returns the step number, step name, and completion percentage",
    source: `${source}, loadStatus`,
    async exercise(scene, expect) {
      await scene.create({ draft: true, sample_input: { prompt: "a boat" } });
      const checks = "{model}/versions/2/checks";
      const asked = await scene.call(`POST ${checks}`, { checks: ["load", "run"] });
      expect([asked.status, asked.body]).toMatchObject([
        202,
        {
          ...{ step: 1, step_name: "load", percentage: 0 },
          steps: [
            { name: "load", percentage: 0 },
            { name: "run", percentage: 0 },
          ],
        },
      ]);
      const { id } = asked.body as VersionCheck;
      expect(await scene.ask(`GET ${checks}/${id}`)).toEqual(asked.body);
      const early = await scene.call("PATCH {model}/versions/2", { load_status: null });
      expectRefusal(expect, early, "invalid_input");
    },
  },
];

const statuses: SeedRow[] = [
  {
    sentence: "Values can be partial, canceled, rejected, deleted, active, or inactive",
    source: `${source}, status`,
    async exercise(scene, expect) {
      for (let count = 0; count < 4; count += 1) await scene.create({ draft: true });
      await scene.create({ draft: true, release_notes: undefined });
      await scene.create();
      const steps = ["2/cancel", "3/reject", "7/deactivate"];
      for (const step of steps) await scene.ask(`POST {model}/versions/${step}`);
      await scene.ask("DELETE {model}/versions/4");
      const numbers: Record<string, number[]> = {};
      for (const status of ["partial", "canceled", "rejected", "deleted", "active", "inactive"]) {
        const page = await scene.ask<Page<Version>>(`GET {model}/versions?status=${status}`);
        numbers[status] = page.items.map(({ number }) => number);
      }
      expect(numbers).toEqual({
        ...{ partial: [6], canceled: [2], rejected: [3] },
        ...{ deleted: [4], active: [1], inactive: [7] },
      });
    },
  },
  {
    sentence: "Active versions are published in the Model Details page",
    source: `${source}, status`,
    async exercise(scene, expect) {
      await scene.create({ draft: true });
      const { items } = await scene.ask<Page<Version>>("GET {model}/versions");
      expect(items).toMatchObject([{ number: 1, status: "active" }]);
      expect((await scene.readModel()).latest_active_version).toMatchObject({ number: 1 });
    },
  },
  {
    sentence:
      "Active model versions are available in the Library and can execute inference on data",
    source: `${source}, isActive`,
    async exercise(scene, expect) {
      expect(await scene.serverOf(`${scene.reference}:1`)).toBe(1);
      await scene.ask("POST {version}/deactivate");
      expectRefusal(expect, await scene.predict(`${scene.reference}:1`), "conflict");
      expect(await scene.ask("GET {model}/versions")).toMatchObject({ items: [] });
    },
  },
  {
    sentence: "Defines if the version is available or coming soon",
    source: `${source}, isAvailable`,
    async exercise(scene, expect) {
      await scene.create({ draft: true });
      const coming = await scene.predict(`${scene.reference}:2`);
      expect(expectRefusal(expect, coming, "conflict")).toContain("is draft");
      await scene.ask("POST {model}/versions/2/publish");
      const unready = await scene.predict(`${scene.reference}:2`);
      expect(expectRefusal(expect, unready, "unavailable")).toContain("no enabled backend");
      await makeBackend(scene.owner, `${scene.model}/versions/2`, { url: scene.gpu.url });
      expect(await scene.serverOf(`${scene.reference}:2`)).toBe(2);
    },
  },
  {
    sentence: "An object that displays the model’s processing engines details",
    source: `${source}, processing`,
    async exercise(scene, expect) {
      const processing = { minimum_parallel_capacity: 1, maximum_parallel_capacity: 1 };
      expect(await scene.ask("PATCH {version}", { processing })).toMatchObject({ processing });
      const { url } = new FakeBackend();
      await makeBackend(scene.owner, scene.version, { url, capacity: 5 });
      await scene.beginPrediction();
      const input = { prompt: "a boat" };
      const second = await scene.ask("POST {version}/predictions", { input });
      expect(second).toMatchObject({ state: "queued" });
      const tooFew = { minimum_parallel_capacity: 2, maximum_parallel_capacity: 1 };
      const wrong = await scene.call("PATCH {version}", { processing: tooFew });
      expectRefusal(expect, wrong, "invalid_input");
      expect(await scene.readVersion()).toMatchObject({ processing });
    },
  },
];

export const modzyLife: SeedRow[] = [...statuses, ...running];
