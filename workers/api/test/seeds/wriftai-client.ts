import type { CreatedVersion, Page, Version } from "@headgate/shared";

import { countRows, digest, versionBody } from "../arrange.ts";
import { expectRefusal, placesOf } from "../refusals.ts";
import { type SeedRow, wriftaiClient } from "./seed-row.ts";

const params = `${wriftaiClient}, CreateModelVersionParams`;
const get = `${wriftaiClient}, ModelVersions.get`;
const list = `${wriftaiClient}, ModelVersions.list`;
const remove = `${wriftaiClient}, ModelVersions.delete`;
const create = `${wriftaiClient}, ModelVersions.create`;

const creating: SeedRow[] = [
  {
    sentence:
      "Information about changes such as new features, bug fixes, or optimizations in this model version",
    source: `${params}.release_notes`,
    async exercise(scene, expect) {
      const release_notes = "Twice as fast; the seed is honoured.";
      await scene.create({ release_notes });
      expect(await scene.readVersion(2)).toMatchObject({ release_notes });
      const without = versionBody({ release_notes: undefined });
      const detail = expectRefusal(
        expect,
        await scene.call("POST {model}/versions", without),
        "invalid_input",
      );
      expect(placesOf(detail)).toEqual([["body", "release_notes"]]);
    },
  },
  {
    sentence: "Schemas for the model version",
    source: `${params}.schemas`,
    async exercise(scene, expect) {
      const schemas = { prediction: { input: { type: "string" }, output: { type: "number" } } };
      await scene.create({ schemas });
      expect(await scene.readVersion(2)).toMatchObject({ schemas });
    },
  },
  {
    sentence: "SHA256 hash digest of the model version’s container image",
    source: `${params}.container_image_digest`,
    async exercise(scene, expect) {
      expect(await scene.readVersion()).toMatchObject({ container_image_digest: digest });
      for (const wrong of [`md5:${"0".repeat(32)}`, "sha256:short", digest.slice(7)]) {
        const body = versionBody({ container_image_digest: wrong });
        const answer = await scene.call("POST {model}/versions", body);
        const detail = expectRefusal(expect, answer, "invalid_input");
        expect(placesOf(detail)).toEqual([["body", "container_image_digest"]]);
      }
    },
  },
  {
    sentence: "Create a version of a model",
    source: create,
    async exercise(scene, expect) {
      const before = await countRows("versions");
      const answer = await scene.call("POST {model}/versions", versionBody());
      expect([answer.status, await countRows("versions")]).toEqual([201, before + 1]);
      const { pathname } = new URL(answer.headers.get("location") ?? "");
      expect(pathname).toBe(`${scene.model}/versions/2`);
    },
  },
  {
    sentence: "The new model version",
    source: `${create}, Returns`,
    async exercise(scene, expect) {
      const { warnings, ...made }: CreatedVersion = await scene.create();
      expect(made).toEqual(await scene.readVersion(2));
      expect(warnings).toEqual([]);
    },
  },
];

const reading: SeedRow[] = [
  {
    sentence: "Get a model version",
    source: get,
    async exercise(scene, expect) {
      const first = await scene.readVersion();
      await scene.create();
      expect(await scene.readVersion(1)).toEqual(first);
    },
  },
  {
    sentence: "The model version identifier in owner/name:version-number format",
    source: `${get}, Parameters`,
    async exercise(scene, expect) {
      const [owner = "", name = ""] = scene.reference.split("/");
      const shown = await scene.ask(`GET /v1/models/${owner}/${name}/versions/1`);
      expect(shown).toMatchObject({ number: 1 });
      const unknown = await scene.call(`GET /v1/models/${owner}/${name}/versions/2`);
      expect(expectRefusal(expect, unknown, "not_found")).toContain("has no version 2");
      const word = await scene.call(`GET /v1/models/${owner}/${name}/versions/newest`);
      expectRefusal(expect, word, "invalid_input");
    },
  },
  {
    sentence: "List model versions",
    source: list,
    async exercise(scene, expect) {
      await scene.create();
      const { items } = await scene.ask<Page<Version>>("GET {model}/versions");
      expect(items.map(({ number }) => number)).toEqual([2, 1]);
      expect(items[0]).not.toHaveProperty("schemas");
    },
  },
  {
    sentence: "Optional settings to control pagination behavior",
    source: `${list}, Parameters`,
    async exercise(scene, expect) {
      for (let count = 0; count < 6; count += 1) await scene.create();
      const page = await scene.ask<Page<Version>>("GET {model}/versions?page_size=5");
      expect(page.items).toHaveLength(5);
      const cursor = encodeURIComponent(page.next_cursor ?? "");
      const rest = await scene.ask<Page<Version>>(
        `GET {model}/versions?page_size=5&cursor=${cursor}`,
      );
      expect(rest.items.map(({ number }) => number)).toEqual([2, 1]);
    },
  },
  {
    sentence: "Paginated response containing model versions and navigation metadata",
    source: `${list}, Returns`,
    async exercise(scene, expect) {
      for (let count = 0; count < 5; count += 1) await scene.create();
      const first = await scene.ask<Page<Version>>("GET {model}/versions?page_size=5");
      const next = new URL(first.next_url ?? "");
      const last = await scene.ask<Page<Version>>(`GET ${next.pathname}${next.search}`);
      expect(last).toMatchObject({ next_cursor: null, next_url: null, items: [{ number: 1 }] });
      const previous = new URL(last.previous_url ?? "");
      expect(await scene.ask(`GET ${previous.pathname}${previous.search}`)).toEqual(first);
      expect(first).toMatchObject({ previous_cursor: null, previous_url: null });
      expect(Object.keys(first)).toHaveLength(5);
    },
  },
  {
    sentence: "Delete a model version",
    source: remove,
    async exercise(scene, expect) {
      const answer = await scene.call("DELETE {version}");
      // Its client parses what comes, whatever the status.
      expect([answer.status, answer.text]).toEqual([200, "null"]);
      expectRefusal(expect, await scene.call("GET {version}"), "not_found");
    },
  },
];

export const wriftaiClientRows: SeedRow[] = [...creating, ...reading];
