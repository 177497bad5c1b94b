import jpeg from "jpeg-js";
import { PNG } from "pngjs";
import { describe, test } from "vitest";

import { drawSample } from "../sample/draw.ts";
import { readDataUrl, upscaleDataUrl } from "../src/index.ts";
import { encodePicture } from "../src/upscaler/picture.ts";
import { boat, largestDifference } from "./pictures.ts";

const png = encodePicture(drawSample());
const jpg = jpeg.encode({ width: 96, height: 96, data: drawSample().rgba }, 95).data;
const url = (type: string, bytes: Uint8Array): string =>
  `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;

/** A PNG of one grey, which compresses to little however large it is. */
function greyPng(width: number, height: number): Buffer {
  const picture = new PNG({ width, height, colorType: 0 });
  picture.data.fill(128);
  return PNG.sync.write(picture, { colorType: 0, deflateLevel: 1 });
}

describe("a picture", () => {
  test("is read from PNG as it was drawn", ({ expect }) => {
    expect(largestDifference(readDataUrl(boat), drawSample())).toBe(0);
  });

  test("is read from JPEG", ({ expect }) => {
    const picture = readDataUrl(url("image/jpeg", jpg));
    expect(picture).toMatchObject({ width: 96, height: 96 });
    expect(largestDifference(picture, drawSample())).toBeLessThan(100);
  });

  test("keeps its alpha through PNG", ({ expect }) => {
    const picture = { width: 2, height: 1, rgba: Uint8Array.of(9, 8, 7, 6, 5, 4, 3, 255) };
    const read = readDataUrl(url("image/png", encodePicture(picture)));
    expect([...read.rgba]).toEqual([9, 8, 7, 6, 5, 4, 3, 255]);
  });
});

describe("a bad picture", () => {
  const damaged = Buffer.from(png);
  damaged.fill(0, 60, 90);
  const interlaced = Buffer.from(png);
  interlaced[28] = 1;
  const cases: [string, string, RegExp][] = [
    ["an address", "https://example.com/a.png", /^image must be a data URL: data:image\/png/],
    ["no URL", "hello", /^image must be a data URL/],
    ["a text", "data:text/plain;base64,aGVsbG8=", /of type text\/plain: send image\/png or/],
    ["a GIF", url("image/gif", Buffer.from("GIF89a")), /of type image\/gif: send image\/png or/],
    ["not in base64", "data:image/png,abc", /in base64/],
    ["broken base64", "data:image/png;base64,ab*c", /not valid base64/],
    ["empty", "data:image/png;base64,", /not valid base64/],
    ["other bytes", url("image/png", Buffer.from("hello")), /neither PNG nor JPEG/],
    ["of the other type", url("image/jpeg", png), /says image\/jpeg, but its bytes are image\/png/],
    ["a PNG cut off", url("image/png", png.subarray(0, 2000)), /not a readable PNG: it is cut off/],
    ["a PNG's first bytes", url("image/png", png.subarray(0, 20)), /not a readable PNG/],
    ["a damaged PNG", url("image/png", damaged), /not a readable PNG/],
    ["a JPEG cut off", url("image/jpeg", jpg.subarray(0, 900)), /not a readable JPEG: it is cut/],
    ["interlaced", url("image/png", interlaced), /interlaced PNG: save it without/],
    ["too large", url("image/png", greyPng(2000, 600)), /is 2000x600, more than 1048576 pixels/],
    ["too large at its scale", url("image/png", greyPng(1000, 1000)), /would give 4000x4000/],
  ];
  for (const [what, image, message] of cases) {
    test(`that is ${what} is refused with the reason`, async ({ expect }) => {
      await expect(upscaleDataUrl(image, { scale: 4 })).rejects.toThrow(message);
    });
  }

  test("that is a JPEG of too many pixels is refused before it is decoded", ({ expect }) => {
    const large = Buffer.from(jpg);
    const frame = large.indexOf(Buffer.from([0xff, 0xc0]));
    large.writeUInt16BE(60_000, frame + 5);
    large.writeUInt16BE(60_000, frame + 7);
    expect(() => readDataUrl(url("image/jpeg", large))).toThrow(/more than 1048576 pixels/);
  });
});
