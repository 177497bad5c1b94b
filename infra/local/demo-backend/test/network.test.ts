import { describe, test } from "vitest";

import { drawSample } from "../sample/draw.ts";
import { enlargePicture } from "../src/upscaler/enlarge-picture.ts";
import { loadNetwork, receptiveRadius } from "../src/upscaler/network.ts";
import {
  corner,
  largestDifference,
  packagePicture,
  psnr,
  repeatPixels,
  shrink,
} from "./pictures.ts";

const flower = packagePicture("fixture.png");

describe("the network", () => {
  for (const scale of [2, 3, 4] as const) {
    test(`gives the package's own sample at scale ${scale}, tiled`, async ({ expect }) => {
      const enlarged = await enlargePicture(await loadNetwork(scale), flower, { scale });
      const sample = packagePicture(`samples/${scale}x/result.png`);
      expect(enlarged).toMatchObject({ width: 128 * scale, height: 128 * scale });
      expect(largestDifference(enlarged, sample)).toBeLessThanOrEqual(1);
    });
  }

  test("enlarges by 8", async ({ expect }) => {
    const source = corner(flower, 24);
    const enlarged = await enlargePicture(await loadNetwork(8), source, { scale: 8 });
    expect(enlarged).toMatchObject({ width: 192, height: 192 });
    expect(psnr(shrink(enlarged, 8), source)).toBeGreaterThan(30);
  });

  test("comes closer to the original than repeated pixels", async ({ expect }) => {
    const original = drawSample();
    const small = shrink(original, 4);
    const enlarged = await enlargePicture(await loadNetwork(4), small, { scale: 4 });
    const repeated = repeatPixels(small, 4);
    expect(psnr(enlarged, original)).toBeGreaterThan(psnr(repeated, original) + 0.5);
  });
});

describe("tiles", () => {
  test("have a margin as wide as the network looks", async ({ expect }) => {
    const side = 2 * receptiveRadius + 11;
    const middle = (side - 1) / 2;
    const network = await loadNetwork(2);
    const grey = { width: side, height: side, rgb: new Float32Array(side * side * 3).fill(100) };
    const dotted = { ...grey, rgb: Float32Array.from(grey.rgb) };
    dotted.rgb.fill(255, (middle * side + middle) * 3, (middle * side + middle) * 3 + 3);
    const [plain, changed] = [await network(grey), await network(dotted)];
    let farthest = 0;
    changed.rgb.forEach((value, index) => {
      if (value === plain.rgb[index]) return;
      const column = Math.floor((Math.floor(index / 3) % plain.width) / 2);
      farthest = Math.max(farthest, Math.abs(column - middle));
    });
    expect(farthest).toBe(receptiveRadius);
  });

  test("come out as the same pixels in the whole picture would", async ({ expect }) => {
    const source = corner(flower, 50);
    const network = await loadNetwork(4);
    const whole = await enlargePicture(network, source, { scale: 4, tileSide: 50 });
    const tiled = await enlargePicture(network, source, { scale: 4, tileSide: 17 });
    expect(largestDifference(whole, tiled)).toBeLessThanOrEqual(1);
  });

  test("are logged one by one", async ({ expect }) => {
    const lines: string[] = [];
    const options = { scale: 2 as const, tileSide: 16, log: (line: string) => lines.push(line) };
    await enlargePicture(await loadNetwork(2), corner(flower, 32), options);
    expect(lines).toEqual([
      "tile 1 of 4, 25 %",
      "tile 2 of 4, 50 %",
      "tile 3 of 4, 75 %",
      "tile 4 of 4, 100 %",
    ]);
  });

  test("stop at the next one when the signal aborts", async ({ expect }) => {
    const cancel = new AbortController();
    const lines: string[] = [];
    const log = (line: string): void => {
      lines.push(line);
      cancel.abort(new Error("enough"));
    };
    const options = { scale: 2 as const, tileSide: 16, log, signal: cancel.signal };
    const enlarged = enlargePicture(await loadNetwork(2), corner(flower, 32), options);
    await expect(enlarged).rejects.toThrow("enough");
    expect(lines).toEqual(["tile 1 of 4, 25 %"]);
  });
});

describe("alpha", () => {
  test("is kept, enlarged smoothly, and leaves the colours alone", async ({ expect }) => {
    const opaque = corner(flower, 16);
    const fading = { ...opaque, rgba: Uint8Array.from(opaque.rgba) };
    for (let index = 3; index < fading.rgba.length; index += 4) {
      fading.rgba[index] = ((index - 3) / 4) % 16 < 8 ? 0 : 200;
    }
    const network = await loadNetwork(2);
    const enlarged = await enlargePicture(network, fading, { scale: 2 });
    const row = Array.from({ length: 32 }, (_, x) => enlarged.rgba[x * 4 + 3]);
    expect(row.slice(14, 18)).toEqual([0, 50, 150, 200]);
    expect(row[0]).toBe(0);
    expect(row[31]).toBe(200);
    const colours = await enlargePicture(network, opaque, { scale: 2 });
    expect(psnr(enlarged, colours)).toBe(Infinity);
  });
});
