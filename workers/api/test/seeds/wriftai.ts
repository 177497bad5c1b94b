import { versionBody } from "../arrange.ts";
import { expectRefusal, placesOf } from "../refusals.ts";
import { fixedField } from "./field-rows.ts";
import { type SeedRow, wriftaiPage } from "./seed-row.ts";
import { wriftaiClientRows } from "./wriftai-client.ts";
import { wriftaiSchemas } from "./wriftai-schemas.ts";

const what = `${wriftaiPage}, What Is a Model Version?`;
const why = `${wriftaiPage}, Why Versions Exist`;
const immutable = `${wriftaiPage}, Immutable by design`;
const predicting = `${wriftaiPage}, How Versions Affect Predictions`;
const identifying = `${wriftaiPage}, Identifying a Version`;

const otherDigest = `sha256:${"f".repeat(64)}`;

const existing: SeedRow[] = [
  {
    sentence: "A model version is the runnable form of a model",
    source: what,
    async exercise(scene, expect) {
      const answer = await scene.predict(`${scene.reference}:1`);
      expect(answer.body).toMatchObject({ state: "succeeded", output: "done" });
    },
  },
  fixedField({
    sentence: "Code and dependencies packaged for this version",
    source: `${what}, Build artifacts`,
    given: {
      container_image: { registry: "registry.example.com", repository: "john/up", tag: "v1" },
    },
    wrong: { body: { container_image: { tag: "a b" } }, at: ["body", "container_image", "tag"] },
  }),
  fixedField({
    sentence: "The trained parameters that define the model’s behaviour",
    source: `${what}, Weights`,
    given: { weights: [{ name: "model.safetensors", digest: otherDigest, size_bytes: 123 }] },
    wrong: {
      body: { weights: [{ name: "model.safetensors", digest: "v1" }] },
      at: ["body", "weights", 0, "digest"],
    },
  }),
  fixedField({
    sentence: "Framework, language runtime, and hardware integration",
    source: `${what}, Runtime environment`,
    given: {
      runtime_environment: { framework: "torch 2.9", language: "python 3.13", cuda: "13.0" },
      requirement: { accelerator: "nvidia-l4" },
    },
    wrong: {
      body: { runtime_environment: { cuda: 13 } },
      at: ["body", "runtime_environment", "cuda"],
    },
  }),
  fixedField({
    sentence: "How tasks are executed for this version",
    source: `${what}, Entry points`,
    given: { entry_points: { prediction: "predict.py:Predictor", training: "train.py:train" } },
    wrong: {
      body: { entry_points: { prediction: 1 } },
      at: ["body", "entry_points", "prediction"],
    },
  }),
  {
    sentence: "Release updated behavior without breaking existing integrations",
    source: why,
    async exercise(scene, expect) {
      await scene.ask("PATCH {model}", { compatibility_input: "backward" });
      const breaking = { input: { type: "object", required: ["mood"] }, output: true };
      const body = versionBody({ schemas: { prediction: breaking } });
      const refused = await scene.call("POST {model}/versions", body);
      const places = placesOf(expectRefusal(expect, refused, "invalid_input"));
      expect(places[0]).toEqual(["body", "schemas", "prediction", "input"]);
      expect(await scene.createServing({ release_notes: "Updated." })).toMatchObject({ number: 2 });
      expect(await scene.serverOf(scene.reference)).toBe(2);
      expect(await scene.serverOf(`${scene.reference}:1`)).toBe(1);
    },
  },
  {
    sentence: "Test experimental changes safely",
    source: why,
    async exercise(scene, expect) {
      await scene.createServing({ draft: true, release_notes: "An experiment." });
      expect(await scene.serverOf(scene.reference)).toBe(1);
      expect((await scene.readModel()).primary_version).toMatchObject({ number: 1 });
      await scene.ask("PUT {model}/aliases/primary", { version: 1 });
      await scene.ask("POST {model}/versions/2/publish");
      await scene.ask("PUT {model}/aliases/experiment", { version: 2 });
      expect(await scene.serverOf(`${scene.reference}@experiment`)).toBe(2);
      expect(await scene.serverOf(scene.reference)).toBe(1);
    },
  },
  {
    sentence: "Versions cannot be changed after creation",
    source: immutable,
    async exercise(scene, expect) {
      const before = await scene.readVersion();
      const changes = { container_image_digest: otherDigest, schemas: before.schemas, number: 7 };
      const answer = await scene.call("PATCH {version}", { ...changes, license: "MIT" });
      const detail = expectRefusal(expect, answer, "invalid_input");
      const named = new Set(placesOf(detail).map(([, key]) => key));
      expect(named).toEqual(new Set(Object.keys(changes)));
      expect(JSON.stringify(detail)).toContain("publish a new version with POST");
      expect(await scene.readVersion()).toEqual(before);
    },
  },
  {
    sentence: "Any modification results in a new version",
    source: immutable,
    async exercise(scene, expect) {
      const before = await scene.readVersion();
      const { number } = await scene.create({ container_image_digest: otherDigest });
      expect(number).toBe(2);
      expect(await scene.readVersion(2)).toMatchObject({ container_image_digest: otherDigest });
      expect(await scene.readVersion()).toEqual(before);
    },
  },
];

const selecting: SeedRow[] = [
  {
    sentence: "routes the request to one of its versions",
    source: predicting,
    async exercise(scene, expect) {
      await scene.createServing();
      const answer = await scene.call("POST {model}/predictions", { input: { prompt: "a" } });
      expect(answer.body).toMatchObject({ model: { version_number: 2 } });
    },
  },
  {
    sentence: "That version runs the prediction and produces outputs",
    source: predicting,
    async exercise(scene, expect) {
      const { body } = await scene.predict(`${scene.reference}:1`, { prompt: "a castle" });
      expect(body).toMatchObject({ output: "done", model: { version_number: 1 } });
      expect((await scene.gpu.request(0)).body.input).toMatchObject({ prompt: "a castle" });
    },
  },
  {
    sentence: "Explicit — you pass a version number",
    source: predicting,
    async exercise(scene, expect) {
      await scene.createServing();
      const answer = await scene.call("POST {version}/predictions", { input: { prompt: "a" } });
      expect(answer.body).toMatchObject({ model: { version_number: 1 } });
      const missing = await scene.call("POST {model}/versions/9/predictions", { input: {} });
      expect(expectRefusal(expect, missing, "not_found")).toContain("has no version 9");
    },
  },
  {
    sentence: "Implicit — WriftAI uses the model’s latest version",
    source: predicting,
    async exercise(scene, expect) {
      expect(await scene.serverOf(scene.reference)).toBe(1);
      await scene.createServing();
      expect(await scene.serverOf(scene.reference)).toBe(2);
      expect(await scene.serverOf(`${scene.reference}@latest`)).toBe(2);
    },
  },
  {
    sentence: "Each version has a unique version number",
    source: identifying,
    async exercise(scene, expect) {
      const made = await Promise.all(Array.from({ length: 5 }, () => scene.create()));
      const numbers = made.map(({ number }) => number);
      expect(numbers.toSorted((one, other) => one - other)).toEqual([2, 3, 4, 5, 6]);
      await scene.ask("DELETE {model}/versions/6");
      expect(await scene.create()).toMatchObject({ number: 7 });
    },
  },
  {
    sentence: "you use the combined form: owner/name:version-number",
    source: identifying,
    async exercise(scene, expect) {
      await scene.createServing();
      expect(await scene.serverOf(`${scene.reference}:1`)).toBe(1);
      const answer = await scene.predict(`${scene.reference}:`);
      const detail = expectRefusal(expect, answer, "invalid_input");
      expect(placesOf(detail)).toEqual([["body", "model"]]);
    },
  },
  {
    sentence: "The combined reference points to one exact runnable version of that model",
    source: identifying,
    async exercise(scene, expect) {
      await scene.createServing();
      await scene.ask("DELETE {version}");
      const answer = await scene.predict(`${scene.reference}:1`);
      expect(expectRefusal(expect, answer, "not_found")).toContain("was deleted");
      expect(scene.gpu.requests).toEqual([]);
    },
  },
];

export const wriftai: SeedRow[] = [
  ...existing,
  ...selecting,
  ...wriftaiSchemas,
  ...wriftaiClientRows,
];
