import { test } from "vitest";

import { planTiles } from "../src/upscaler/tiles.ts";

test("tiles keep every pixel exactly once", ({ expect }) => {
  const size = { width: 70, height: 33 };
  const kept = new Map<number, number>();
  for (const { kept: part } of planTiles(size, { side: 32, margin: 10 })) {
    for (let y = part.y; y < part.y + part.height; y += 1) {
      for (let x = part.x; x < part.x + part.width; x += 1) {
        kept.set(y * size.width + x, (kept.get(y * size.width + x) ?? 0) + 1);
      }
    }
  }
  expect(kept.size).toBe(70 * 33);
  expect(new Set(kept.values())).toEqual(new Set([1]));
});

test("tiles see their margin, but nothing outside the picture", ({ expect }) => {
  const tiles = planTiles({ width: 100, height: 40 }, { side: 40, margin: 10 });
  expect(tiles).toEqual([
    {
      kept: { x: 0, y: 0, width: 40, height: 40 },
      seen: { x: 0, y: 0, width: 50, height: 40 },
    },
    {
      kept: { x: 40, y: 0, width: 40, height: 40 },
      seen: { x: 30, y: 0, width: 60, height: 40 },
    },
    {
      kept: { x: 80, y: 0, width: 20, height: 40 },
      seen: { x: 70, y: 0, width: 30, height: 40 },
    },
  ]);
});
