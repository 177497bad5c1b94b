import type { Model, Page, Version, VersionTransition } from "@headgate/shared";

import { unique } from "../arrange.ts";
import { origin } from "../call.ts";
import { expectRefusal } from "../refusals.ts";
import { wireTime } from "../shapes.ts";
import { modzyPage, type SeedRow } from "./seed-row.ts";

const overview = `${modzyPage}, Overview`;
const object = `${modzyPage}, the versions object, model`;

export const modzyModel: SeedRow[] = [
  {
    sentence:
      "Model details include performance metrics, background information, and training data provenance",
    source: overview,
    async exercise(scene, expect) {
      const details = {
        statistics: [{ label: "Accuracy", value: 0.91 }],
        long_description: "Trained for satellite pictures.",
        metadata: { training_data: { source: "https://example.com/set", rows: 120_000 } },
      };
      await scene.ask("PATCH {version}", details);
      expect((await scene.readModel()).latest_version).toMatchObject(details);
    },
  },
  {
    sentence: "Several models are equipped with adversarial defense or explainability features",
    source: overview,
    async exercise(scene, expect) {
      const features = ["adversarial defense", "explainability"];
      await scene.ask("PATCH {model}", { features });
      expect(await scene.readModel()).toMatchObject({ features });
    },
  },
  {
    sentence: "An object that displays the model’s parameters",
    source: `${modzyPage}, parameters, model`,
    async exercise(scene, expect) {
      const parameters = {
        description: "Makes pictures larger.",
        overview: "# Upscaler",
        license_url: "https://example.com/license",
        source_url: "https://example.com/source",
        category_slugs: [],
      };
      const { category_slugs: categories, ...shown } = parameters;
      await scene.ask("PATCH {model}", parameters);
      expect(await scene.readModel()).toMatchObject({ ...shown, categories });
    },
  },
  {
    sentence: '"latestVersion": "...", "latestActiveVersion": "..."',
    source: object,
    async exercise(scene, expect) {
      await scene.create();
      await scene.ask("POST {model}/versions/2/deactivate");
      const model = await scene.readModel();
      expect(model.latest_version).toMatchObject({ version: "0.2.0", status: "inactive" });
      expect(model.latest_active_version).toMatchObject({ version: "0.1.0", status: "active" });
    },
  },
  {
    sentence: '"author": "...", "name": "...", "description": "..."',
    source: object,
    async exercise(scene, expect) {
      const [username, name] = scene.reference.split("/");
      const description = "Makes pictures larger.";
      await scene.ask("PATCH {model}", { description });
      expect(await scene.readModel()).toMatchObject({ owner: { username }, name, description });
    },
  },
  {
    sentence: '"versions": []',
    source: object,
    async exercise(scene, expect) {
      await scene.create({ version_bump: "major" });
      const { items } = await scene.ask<Page<Version>>("GET {model}/versions");
      expect(items.map(({ version }) => version)).toEqual(["1.0.0", "0.1.0"]);
    },
  },
  {
    sentence: '"permalink": "..."',
    source: object,
    async exercise(scene, expect) {
      const name = unique("m");
      await scene.ask("PATCH {model}", { name });
      const answer = await scene.call("GET {model}");
      expect(answer.body).toMatchObject({ name });
      const place = `${origin}/v1/models/${scene.owner.username}/${name}`;
      expect(answer.headers.get("content-location")).toBe(place);
    },
  },
  {
    sentence: '"isActive": true',
    source: object,
    async exercise(scene, expect) {
      expect((await scene.readModel()).latest_active_version).not.toBeNull();
      await scene.ask("POST {version}/deactivate");
      expect((await scene.readModel()).latest_active_version).toBeNull();
    },
  },
  {
    sentence: '"tags": [ { "identifier": "...", "name": "..."',
    source: object,
    async exercise(scene, expect) {
      const tags = ["computer-vision", "upscaling"];
      await scene.ask("PATCH {model}", { tags });
      expect(await scene.readModel()).toMatchObject({ tags });
      const tagged = await scene.ask<Page<Model>>("GET /v1/user/models?tag=upscaling");
      expect(tagged.items).toHaveLength(1);
      expect(await scene.ask("GET /v1/user/models?tag=audio")).toMatchObject({ items: [] });
      const wrong = await scene.call("PATCH {model}", { tags: ["upscaling", "upscaling"] });
      expectRefusal(expect, wrong, "invalid_input");
    },
  },
  {
    sentence: '"images": []',
    source: object,
    async exercise(scene, expect) {
      const images = [{ url: "https://example.com/before-after.png", label: "Before, after" }];
      await scene.ask("PATCH {model}", { images });
      expect(await scene.readModel()).toMatchObject({ images });
    },
  },
  {
    sentence: '"lastActiveDateTime": "...", "createdByEmail": "...", "createdByFullName": "..."',
    source: object,
    async exercise(scene, expect) {
      await scene.ask("POST {version}/deactivate", { reason: "Replaced." });
      const path = "GET {version}/transitions";
      const { items } = await scene.ask<Page<VersionTransition>>(path);
      const actor = scene.owner.username;
      expect(items).toMatchObject([
        { from: "active", to: "inactive", actor, reason: "Replaced.", at: wireTime(expect) },
        { from: null, to: "active", actor },
      ]);
    },
  },
];
