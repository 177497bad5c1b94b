import type { Page, Version } from "@headgate/shared";

import { countRows, unique, versionBody } from "../arrange.ts";
import { expectRefusal } from "../refusals.ts";
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
        processing: { maximum_parallel_capacity: 3 },
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

export const clarifai: SeedRow[] = [...models, ...versions];
