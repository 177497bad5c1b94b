import type { Page, Version } from "@headgate/shared";

import { makeBackend, versionBody } from "../arrange.ts";
import { FakeBackend } from "../fake-backend.ts";
import { expectRefusal, placesOf } from "../refusals.ts";
import { wireTime } from "../shapes.ts";
import { modzyFields } from "./modzy-fields.ts";
import { modzyModel } from "./modzy-model.ts";
import { modzyPage, type SeedRow } from "./seed-row.ts";

const overview = `${modzyPage}, Overview`;
const source = `${modzyPage}, parameters`;

const versions: SeedRow[] = [
  {
    sentence:
      "Every model version is a model instance that consists of version details and a model container image",
    source: overview,
    async exercise(scene, expect) {
      expect(await scene.readVersion()).toHaveProperty("container_image.digest");
      const body = versionBody({ container_image_digest: undefined });
      const detail = expectRefusal(
        expect,
        await scene.call("POST {model}/versions", body),
        "invalid_input",
      );
      expect(placesOf(detail)).toEqual([["body", "container_image_digest"]]);
    },
  },
  {
    sentence: "Every model may have multiple active versions",
    source: overview,
    async exercise(scene, expect) {
      await scene.createServing();
      const { items } = await scene.ask<Page<Version>>("GET {model}/versions?status=active");
      expect(items.map(({ number }) => number)).toEqual([2, 1]);
      expect(await scene.serverOf(`${scene.reference}:1`)).toBe(1);
      expect(await scene.serverOf(`${scene.reference}:2`)).toBe(2);
    },
  },
  {
    sentence: "Version details hold the model metadata required to run inference",
    source: overview,
    async exercise(scene, expect) {
      const details = ["timeout", "requirement", "container_image", "load_status", "run_status"];
      details.push("inputs", "outputs", "statistics", "technical_details", "sample_input");
      details.push("sample_output", "performance_summary", "processing");
      expect(Object.keys(await scene.readVersion())).toEqual(expect.arrayContaining(details));
    },
  },
  {
    sentence: "Version numbers follow semantic formatting",
    source: overview,
    async exercise(scene, expect) {
      expect(await scene.create({ version: "2.0.0-rc.1" })).toMatchObject({
        version: "2.0.0-rc.1",
      });
      for (const version of ["2", "v2.0.0", "02.0.0"]) {
        const answer = await scene.call("POST {model}/versions", versionBody({ version }));
        const detail = expectRefusal(expect, answer, "invalid_input");
        expect(placesOf(detail)).toEqual([["body", "version"]]);
      }
    },
  },
  {
    sentence: "The version’s creation date in ISO8601",
    source: `${source}, createdAt`,
    async exercise(scene, expect) {
      const { created_at } = await scene.readVersion();
      expect(created_at).toEqual(wireTime(expect));
      await scene.ask("POST {version}/deactivate");
      expect(await scene.readVersion()).toMatchObject({ created_at });
    },
  },
  {
    sentence: "The version’s last change date in ISO8601",
    source: `${source}, updatedAt`,
    async exercise(scene, expect) {
      expect(await scene.readVersion()).toMatchObject({ updated_at: null });
      await scene.ask("PATCH {version}", { license: "MIT" });
      const { created_at, updated_at } = await scene.readVersion();
      expect(updated_at).toEqual(wireTime(expect));
      expect((updated_at ?? "") >= created_at).toBe(true);
    },
  },
  {
    sentence: "A JSON schema that validates if the model can run the inputs provided",
    source: `${source}, inputValidationSchema`,
    async exercise(scene, expect) {
      const answer = await scene.predict(`${scene.reference}:1`, { prompt: "a", colour: "red" });
      const detail = expectRefusal(expect, answer, "invalid_input");
      expect(placesOf(detail)).toEqual([["body", "input", "colour"]]);
      expect((await scene.predict(`${scene.reference}:1`, { prompt: "a" })).status).toBe(200);
    },
  },
  {
    sentence: "Created from the model test results, it shows users how results are returned",
    source: `${source}, sampleOutput`,
    async exercise(scene, expect) {
      const schemas = { prediction: { input: true, output: { type: "array" } } };
      await scene.create({ schemas, sample_output: ["a", "b"] });
      expect(await scene.readVersion(2)).toMatchObject({ sample_output: ["a", "b"] });
      const wrong = await scene.call("PATCH {model}/versions/2", { sample_output: "a" });
      const detail = expectRefusal(expect, wrong, "invalid_input");
      expect(placesOf(detail)).toEqual([["body", "sample_output"]]);
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

export const modzy: SeedRow[] = [...versions, ...statuses, ...modzyFields, ...modzyModel];
