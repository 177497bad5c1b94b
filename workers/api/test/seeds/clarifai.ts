import type { Page, Version } from "@headgate/shared";

import { countRows, unique, versionBody } from "../arrange.ts";
import { ask, call } from "../call.ts";
import { expectRefusal, placesOf } from "../refusals.ts";
import { clarifaiPage, type SeedRow } from "./seed-row.ts";

const source = `${clarifaiPage}, New Behavior`;

const training = { input: { type: "object", required: ["epochs"] }, output: { type: "string" } };

const models: SeedRow[] = [
  {
    sentence: "PostModels will create new models but not create new model versions",
    source,
    async exercise(scene, expect) {
      const name = unique("m");
      const before = await countRows("versions");
      await scene.ask("POST /v1/models", { name, hardware_identifier: "cpu" });
      const path = `/v1/models/${scene.owner.username}/${name}`;
      expect(await scene.ask(`GET ${path}`)).toMatchObject({ latest_version: null });
      expect(await scene.ask(`GET ${path}/versions?status=all`)).toMatchObject({ items: [] });
      expect(await countRows("versions")).toBe(before);
    },
  },
  {
    sentence:
      "trainable models that have not yet been trained will require the additional step of calling PostModelVersions",
    source,
    async exercise(scene, expect) {
      const name = unique("m");
      await scene.ask("POST /v1/models", { name, hardware_identifier: "cpu" });
      const untrained = await scene.predict(`${scene.owner.username}/${name}`);
      expect(expectRefusal(expect, untrained, "not_found")).toContain("has no active version");
      const prediction = { input: true, output: true };
      const body = versionBody({ schemas: { prediction, training } });
      const path = `/v1/models/${scene.owner.username}/${name}/versions`;
      expect(await scene.ask(`POST ${path}`, body)).toMatchObject({ schemas: { training } });
    },
  },
  {
    sentence:
      "Users will be able patch model specific fields without worrying about model version fields being affected",
    source,
    async exercise(scene, expect) {
      const before = await scene.readVersion();
      const changes = { description: "Larger images.", visibility: "public", tags: ["image"] };
      expect(await scene.ask("PATCH {model}", changes)).toMatchObject(changes);
      expect(await scene.readVersion()).toEqual(before);
    },
  },
  {
    sentence:
      "PatchModels will allow users to patch only the model level fields, nothing in the model version",
    source,
    async exercise(scene, expect) {
      const before = await scene.readModel();
      const versionFields = { schemas: { prediction: training }, release_notes: "Changed." };
      const answer = await scene.call("PATCH {model}", { description: "New.", ...versionFields });
      const detail = JSON.stringify(expectRefusal(expect, answer, "invalid_input"));
      for (const field of Object.keys(versionFields)) expect(detail).toContain(field);
      expect(await scene.readModel()).toEqual(before);
    },
  },
  {
    sentence: "Unnecessary model versions will no longer be created",
    source,
    async exercise(scene, expect) {
      const before = await countRows("versions");
      await scene.ask("PATCH {model}", { description: "a" });
      await scene.ask("PATCH {model}", { hardware_identifier: "gpu-t4" });
      expect(await countRows("versions")).toBe(before);
    },
  },
  {
    sentence: "This allows users to easily track persisted versions",
    source,
    async exercise(scene, expect) {
      for (const description of ["a", "b"]) await scene.ask("PATCH {model}", { description });
      await scene.create({ draft: true });
      const { items } = await scene.ask<Page<Version>>("GET {model}/versions?status=all");
      expect(items.map(({ number }) => number)).toEqual([2, 1]);
    },
  },
];

const versions: SeedRow[] = [
  {
    sentence: "PostModelVersions will allow users to give information specific to a model version",
    source,
    async exercise(scene, expect) {
      const given = {
        release_notes: "Only of the second.",
        metadata: { dataset: "v3" },
        requirement: { gpu_units: 1 },
      };
      const first = await scene.readVersion();
      const second = await scene.create(given);
      expect(await scene.readVersion(second.number)).toMatchObject(given);
      expect(await scene.readVersion()).toEqual(first);
    },
  },
  {
    sentence: "All the *_info fields—such as output_info, input_info, train_info, and import_info",
    source,
    async exercise(scene, expect) {
      const prediction = { input: { type: "object" }, output: { type: "array" } };
      const schemas = { prediction, training };
      await scene.create({ schemas });
      expect((await scene.readVersion(2)).schemas).toEqual(schemas);
      const inModel = await scene.call("PATCH {model}", { schemas });
      expectRefusal(expect, inModel, "invalid_input");
    },
  },
];

const patches: SeedRow[] = [
  {
    sentence:
      "PatchModelVersions will be the new way to change most of the model version fields like gettable, metadata, license, description, notes",
    source,
    async exercise(scene, expect) {
      const changes = {
        metadata: { dataset: "v3", rows: [1, 2] },
        license: "Apache-2.0",
        long_description: "Makes pictures larger.",
        notes: "Slow on the first call.",
      };
      expect(await scene.ask("PATCH {version}", changes)).toMatchObject(changes);
      expect(await scene.readVersion()).toMatchObject({ number: 1, ...changes });
      const { items } = await scene.ask<Page<Version>>("GET {model}/versions?status=all");
      expect(items).toHaveLength(1);
    },
  },
  {
    sentence: "gettable",
    source: `${source}, PatchModelVersions`,
    async exercise(scene, expect) {
      await scene.ask("PATCH {model}", { visibility: "public" });
      await scene.createServing({ draft: true });
      await scene.ask("PATCH {model}/versions/2", { visibility: "private" });
      await scene.ask("POST {model}/versions/2/publish");
      const hidden = await call(`GET ${scene.model}/versions/2`);
      expect(expectRefusal(expect, hidden, "not_found")).toContain("has no version 2");
      const { items } = await ask<Page<Version>>(`GET ${scene.model}/versions`);
      expect(items.map(({ number }) => number)).toEqual([1]);
      expect(await scene.serverOf(scene.reference)).toBe(1);
      expect(await scene.serverOf(`${scene.reference}:2`)).toBe(2);
      await scene.ask("PATCH {model}/versions/2", { visibility: null });
      expect((await call(`GET ${scene.model}/versions/2`)).status).toBe(200);
    },
  },
  {
    sentence: "and output_info (not including concepts)",
    source,
    async exercise(scene, expect) {
      const metadata = { output_info: { output_config: { max_concepts: 3, min_value: 0.5 } } };
      await scene.ask("PATCH {version}", { metadata });
      expect(await scene.readVersion()).toMatchObject({ metadata });
      const before = await scene.readVersion();
      const concepts = { prediction: { input: true, output: { enum: ["cat", "dog"] } } };
      const refused = await scene.call("PATCH {version}", { schemas: concepts });
      const detail = expectRefusal(expect, refused, "invalid_input");
      expect(placesOf(detail)).toEqual([["body", "schemas"]]);
      expect(JSON.stringify(detail)).toContain("publish a new version");
      expect(await scene.readVersion()).toEqual(before);
    },
  },
  {
    sentence: "while maintaining the model version's status",
    source: `${clarifaiPage}, Old Behavior`,
    async exercise(scene, expect) {
      await scene.ask("POST {version}/deactivate");
      await scene.create({ draft: true });
      for (const number of [1, 2]) {
        const path = `PATCH {model}/versions/${number}`;
        await scene.ask(path, { license: "MIT", visibility: "private", metadata: {} });
      }
      expect(await scene.readVersion(1)).toMatchObject({ status: "inactive", license: "MIT" });
      expect(await scene.readVersion(2)).toMatchObject({ status: "draft", license: "MIT" });
    },
  },
];

export const clarifai: SeedRow[] = [...models, ...versions, ...patches];
