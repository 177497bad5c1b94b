import { writeFileSync } from "node:fs";

import { encodePicture } from "../src/upscaler/picture.ts";
import type { Picture } from "../src/upscaler/picture.ts";

type Colour = [red: number, green: number, blue: number];
type Point = [x: number, y: number];

const side = 96;
/** Sub-pixels along each side of a pixel, averaged for smooth edges. */
const fineness = 6;

/** Draws a sailing boat in front of a low sun. Coordinates run from 0 to 96, y downwards. */
export function drawSample(): Picture {
  const rgba = new Uint8Array(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) rgba.set(averageAround(x, y), (y * side + x) * 4);
  }
  return { width: side, height: side, rgba };
}

function averageAround(x: number, y: number): Colour {
  const sum: Colour = [0, 0, 0];
  for (let index = 0; index < fineness ** 2; index += 1) {
    const across = (index % fineness) + 0.5;
    const down = Math.floor(index / fineness) + 0.5;
    const [red, green, blue] = colourAt([x + across / fineness, y + down / fineness]);
    sum[0] += red;
    sum[1] += green;
    sum[2] += blue;
  }
  const [red, green, blue] = sum;
  const share = fineness ** 2;
  return [Math.round(red / share), Math.round(green / share), Math.round(blue / share)];
}

const hull: Point[] = [
  [22, 66],
  [76, 66],
  [68, 76],
  [30, 76],
];
const mainSail: Point[] = [
  [50, 14],
  [50, 61],
  [79, 61],
];
const foreSail: Point[] = [
  [46, 20],
  [46, 61],
  [24, 61],
];
const pennant: Point[] = [
  [49, 7],
  [49, 13],
  [62, 10],
];

function colourAt(point: Point): Colour {
  const [x, y] = point;
  if (inside(point, pennant)) return [214, 40, 57];
  if (inside(point, mainSail)) return y % 12 < 1.2 ? [214, 208, 196] : [250, 247, 240];
  if (inside(point, foreSail)) return [233, 120, 74];
  if (x > 47 && x < 49 && y > 7 && y < 67) return [94, 62, 43];
  if (inside(point, hull)) return y < 69 ? [250, 247, 240] : [27, 58, 110];
  if (y > waterLine(x))
    return Math.sin(y * 1.9 + Math.sin(x / 7)) > 0.82 ? [120, 178, 214] : sea(y);
  if (Math.hypot(x - 20, y - 26) < 11) return [255, 221, 110];
  if (y > 58 + 6 * Math.sin(x / 9) + x / 12) return [92, 124, 106];
  return sky(y);
}

function waterLine(x: number): number {
  return 71 + 1.4 * Math.sin(x / 3.6);
}

function sky(y: number): Colour {
  return [120 + y * 1.7, 176 + y * 0.5, 232 - y * 0.5];
}

function sea(y: number): Colour {
  return [38, 122 - (y - 70) * 1.6, 168 - (y - 70) * 1.4];
}

/** Whether a point lies in a polygon: a ray to the right crosses its border an odd number of times. */
function inside([x, y]: Point, corners: Point[]): boolean {
  let isInside = false;
  corners.forEach(([cornerX, cornerY], index) => {
    const [nextX, nextY] = corners[(index + 1) % corners.length] ?? [cornerX, cornerY];
    if (cornerY > y === nextY > y) return;
    if (x < cornerX + ((y - cornerY) / (nextY - cornerY)) * (nextX - cornerX)) isInside = !isInside;
  });
  return isInside;
}

if (import.meta.main) {
  writeFileSync(new URL("./boat.png", import.meta.url), encodePicture(drawSample()));
}
