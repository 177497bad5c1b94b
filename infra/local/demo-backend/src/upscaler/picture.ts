import jpeg from "jpeg-js";
import { PNG } from "pngjs";

import { maxSourcePixels } from "./limits.ts";

export interface Picture {
  width: number;
  height: number;
  /** Four bytes a pixel, row by row; alpha is not premultiplied. */
  rgba: Uint8Array;
}

export const pictureTypes = ["image/png", "image/jpeg"] as const;
export type PictureType = (typeof pictureTypes)[number];

/** Decodes a PNG or JPEG. Throws an error that names the fault: other bytes, broken, cut off or too large. */
export function decodePicture(bytes: Buffer, type: PictureType): Picture {
  const found = sniff(bytes);
  if (found !== type) {
    throw new Error(`image says ${type}, but its bytes are ${found ?? "neither PNG nor JPEG"}`);
  }
  return type === "image/png" ? decodePng(bytes) : decodeJpeg(bytes);
}

/** A PNG, with an alpha channel only where the picture is see-through somewhere. */
export function encodePicture({ width, height, rgba }: Picture): Buffer {
  const png = new PNG({ width, height });
  png.data = Buffer.from(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  return PNG.sync.write(png, { colorType: isOpaque(rgba) ? 2 : 6 });
}

export function isOpaque(rgba: Uint8Array): boolean {
  for (let index = 3; index < rgba.length; index += 4) if (rgba[index] !== 255) return false;
  return true;
}

function sniff(bytes: Buffer): PictureType | null {
  if (bytes.toString("latin1", 0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  return bytes.toString("latin1", 0, 3) === "\xff\xd8\xff" ? "image/jpeg" : null;
}

const pngHeaderBytes = 33;

function decodePng(bytes: Buffer): Picture {
  if (bytes.byteLength < pngHeaderBytes) throw broken("PNG");
  refuseTooLarge(bytes.readUInt32BE(16), bytes.readUInt32BE(20));
  // pngjs bounds what it inflates to the size in the header, but not for interlaced pictures.
  if (bytes[28] !== 0) throw new Error("image is an interlaced PNG: save it without interlacing");
  try {
    const { width, height, data } = PNG.sync.read(bytes);
    return { width, height, rgba: data };
  } catch (cause) {
    throw broken("PNG", cause);
  }
}

function decodeJpeg(bytes: Buffer): Picture {
  try {
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      tolerantDecoding: false,
      maxResolutionInMP: maxSourcePixels / 1e6,
    });
    return { width, height, rgba: data };
  } catch (cause) {
    if (cause instanceof Error && cause.message.startsWith("maxResolutionInMP")) {
      throw new Error(`image has more than ${maxSourcePixels} pixels: send a smaller picture`, {
        cause,
      });
    }
    throw broken("JPEG", cause);
  }
}

function refuseTooLarge(width: number, height: number): void {
  if (width * height <= maxSourcePixels) return;
  throw new Error(
    `image is ${width}x${height}, more than ${maxSourcePixels} pixels: send a smaller picture`,
  );
}

function broken(format: string, cause?: unknown): Error {
  return new Error(`image is not a readable ${format}: it is cut off or damaged`, { cause });
}
