import type { Page, Version } from "@headgate/shared";

import { versionBody } from "../arrange.ts";
import { expectRefusal, placesOf } from "../refusals.ts";
import { wireTime } from "../shapes.ts";
import { modzyFields } from "./modzy-fields.ts";
import { modzyLife } from "./modzy-life.ts";
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
    sentence: "The Model service has APIs to list, search, and get version details",
    source: overview,
    async exercise(scene, expect) {
      const word = `thermal${crypto.randomUUID().slice(0, 8)}`;
      await scene.create({ long_description: `For ${word} pictures.`, tags: ["infrared"] });
      const [owner, name] = scene.reference.split("/");
      for (const query of [`q=${word}`, `owner=${owner}&tag=infrared`]) {
        const { items } = await scene.ask<Page<Version>>(`GET /v1/versions?${query}`);
        expect(items).toMatchObject([{ number: 2, model: { owner, name } }]);
      }
      const listed = await scene.ask<Page<Version>>("GET {model}/versions?tag=infrared");
      expect(listed.items.map(({ number }) => number)).toEqual([2]);
      expect((await scene.readVersion(2)).long_description).toContain(word);
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

export const modzy: SeedRow[] = [...versions, ...modzyLife, ...modzyFields, ...modzyModel];
