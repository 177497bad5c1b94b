import { describe, test } from "vitest";

import { FakeBucket } from "../../test/fake-bucket.ts";
import {
  inputKey,
  maxInlineBytes,
  outputKey,
  PayloadStore,
  predictionIdOf,
} from "./payload-store.ts";

/** JSON text of so many bytes, all but the quotes made of one character. */
function textOf(bytes: number, character: string): string {
  const size = new TextEncoder().encode(character).length;
  const count = Math.floor((bytes - 2) / size);
  return `"${character.repeat(count)}${"a".repeat(bytes - 2 - count * size)}"`;
}

describe("a payload store", () => {
  test.for(["a", "é", "漢", "😀"])(
    "keeps 64 KiB of %s inline and puts one byte more into the bucket",
    async (character, { expect }) => {
      const bucket = new FakeBucket();
      const store = new PayloadStore(bucket);
      const most = textOf(maxInlineBytes, character);
      expect(await store.write("k", most)).toEqual({ inline: most });
      expect(bucket.objects.size).toBe(0);
      const more = textOf(maxInlineBytes + 1, character);
      expect(await store.write("k", more)).toEqual({ key: "k", bytes: maxInlineBytes + 1 });
      expect(bucket.objects.get("k")).toBe(more);
    },
  );

  test("reads back what it wrote, and null where the object is gone", async ({ expect }) => {
    const bucket = new FakeBucket();
    const store = new PayloadStore(bucket);
    for (const text of ['"small"', textOf(100_000, "é")]) {
      expect(await store.read(await store.write("k", text))).toBe(text);
    }
    bucket.objects.clear();
    expect(await store.read({ key: "k", bytes: 100_000 })).toBeNull();
  });

  test("erases all that it may have kept of a prediction, and of no other", async ({ expect }) => {
    const bucket = new FakeBucket();
    const store = new PayloadStore(bucket);
    const gone = [inputKey("a"), outputKey("a", 1), outputKey("a", 3), outputKey("b", 1)];
    const kept = [inputKey("ab"), outputKey("b", 2), "files/a"];
    for (const key of [...gone, ...kept]) await bucket.put(key, "x");
    const many = Array.from({ length: 1500 }, (_, index) => ({ id: `other-${index}`, epoch: 2 }));
    await store.erase([{ id: "a", epoch: 3 }, ...many, { id: "b", epoch: 1 }]);
    expect([...bucket.objects.keys()]).toEqual(kept);
    expect(predictionIdOf(outputKey("a", 3))).toBe("a");
  });

  test("keeps inputs by prediction, outputs by prediction and epoch", ({ expect }) => {
    expect(inputKey("p")).toBe("predictions/p/input");
    expect(outputKey("p", 1)).not.toBe(outputKey("p", 2));
  });
});
