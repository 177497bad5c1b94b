import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";

import { readDataUrl } from "../src/index.ts";
import type { Picture } from "../src/index.ts";

/** A file as a data URL. */
function dataUrlOf(file: string | URL, type = "image/png"): string {
  return `data:${type};base64,${readFileSync(file).toString("base64")}`;
}

export const boat = dataUrlOf(new URL("../sample/boat.png", import.meta.url));

/** A picture among the assets of the network's own package. */
export function packagePicture(path: string): Picture {
  const manifest = findPackageJSON("@upscalerjs/esrgan-slim", import.meta.url) ?? "";
  return readDataUrl(dataUrlOf(manifest.replace(/package\.json$/, `assets/${path}`)));
}

/** The part of a picture in a square from the upper left corner. */
export function corner({ width, rgba }: Picture, side: number): Picture {
  const rows = Array.from({ length: side }, (_, row) =>
    rgba.subarray(row * width * 4, (row * width + side) * 4),
  );
  return { width: side, height: side, rgba: Buffer.concat(rows) };
}

/** The largest difference between two pictures of one size, over all pixels and channels. */
export function largestDifference(one: Picture, other: Picture): number {
  let largest = one.rgba.length === other.rgba.length ? 0 : Infinity;
  one.rgba.forEach((value, index) => {
    largest = Math.max(largest, Math.abs(value - (other.rgba[index] ?? 0)));
  });
  return largest;
}

/** Peak signal-to-noise ratio in decibels, over red, green and blue. */
export function psnr(one: Picture, other: Picture): number {
  let sum = 0;
  one.rgba.forEach((value, index) => {
    if (index % 4 !== 3) sum += (value - (other.rgba[index] ?? 0)) ** 2;
  });
  return 10 * Math.log10(255 ** 2 / (sum / ((one.rgba.length / 4) * 3)));
}

/** Every pixel repeated: what enlarging without a network gives. */
export function repeatPixels({ width, height, rgba }: Picture, scale: number): Picture {
  const target = new Uint8Array(rgba.length * scale ** 2);
  for (let y = 0; y < height * scale; y += 1) {
    for (let x = 0; x < width * scale; x += 1) {
      const from = (Math.floor(y / scale) * width + Math.floor(x / scale)) * 4;
      target.set(rgba.subarray(from, from + 4), (y * width * scale + x) * 4);
    }
  }
  return { width: width * scale, height: height * scale, rgba: target };
}

/** Each pixel the mean of a square of `scale` by `scale`. */
export function shrink({ width, height, rgba }: Picture, scale: number): Picture {
  const small = { width: width / scale, height: height / scale };
  const target = new Uint8Array(small.width * small.height * 4);
  target.forEach((_, index) => {
    const x = Math.floor(index / 4) % small.width;
    const y = Math.floor(index / 4 / small.width);
    let sum = 0;
    for (let cell = 0; cell < scale ** 2; cell += 1) {
      const row = y * scale + Math.floor(cell / scale);
      sum += rgba[(row * width + x * scale + (cell % scale)) * 4 + (index % 4)] ?? 0;
    }
    target[index] = Math.round(sum / scale ** 2);
  });
  return { ...small, rgba: target };
}
