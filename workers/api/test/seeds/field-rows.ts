import type { ExpectStatic } from "vitest";

import { versionBody } from "../arrange.ts";
import { expectRefusal, placesOf } from "../refusals.ts";
import type { SeedRow } from "./seed-row.ts";
import type { SeedScene } from "./seed-scene.ts";

/** A field of a version that a seed names. */
interface Field extends Pick<SeedRow, "sentence" | "source"> {
  /** As a body says it, and as it is shown from then on. */
  given: object;
  wrong: { body: object; at: (string | number)[] };
}

/** A part of what runs: given when the version is created, shown as given, and never changed. */
export function fixedField({ given, wrong, ...words }: Field): SeedRow {
  return {
    ...words,
    async exercise(scene, expect) {
      await create(scene, expect, { given, wrong });
      const patch = await scene.call("PATCH {model}/versions/2", given);
      const places = placesOf(expectRefusal(expect, patch, "invalid_input"));
      expect(new Set(places.map(([, key]) => key))).toEqual(new Set(Object.keys(given)));
      expect(await scene.readVersion(2)).toMatchObject(given);
    },
  };
}

/** A part of the card: given when the version is created or later, and no reason for another version. */
export function cardField({ given, wrong, ...words }: Field): SeedRow {
  return {
    ...words,
    async exercise(scene, expect) {
      await create(scene, expect, { given, wrong });
      const before = await scene.readVersion();
      const refused = await scene.call("PATCH {version}", wrong.body);
      expect(placesOf(expectRefusal(expect, refused, "invalid_input"))).toContainEqual(wrong.at);
      expect(await scene.readVersion()).toEqual(before);
      expect(await scene.ask("PATCH {version}", given)).toMatchObject({ number: 1, ...given });
      const { id, status, schemas } = before;
      expect(await scene.readVersion()).toMatchObject({ id, status, schemas, ...given });
    },
  };
}

async function create(
  scene: SeedScene,
  expect: ExpectStatic,
  { given, wrong }: Pick<Field, "given" | "wrong">,
): Promise<void> {
  const refused = await scene.call("POST {model}/versions", versionBody(wrong.body));
  expect(placesOf(expectRefusal(expect, refused, "invalid_input"))).toContainEqual(wrong.at);
  expect(await scene.create(given)).toMatchObject({ number: 2 });
  expect(await scene.readVersion(2)).toMatchObject(given);
}
