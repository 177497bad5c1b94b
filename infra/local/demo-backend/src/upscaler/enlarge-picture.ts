import { setImmediate as nextTurn } from "node:timers/promises";

import { enlargeAlpha } from "./enlarge-alpha.ts";
import type { Scale } from "./limits.ts";
import { receptiveRadius } from "./network.ts";
import type { Network, Pixels } from "./network.ts";
import { isOpaque } from "./picture.ts";
import type { Picture } from "./picture.ts";
import { planTiles } from "./tiles.ts";
import type { Rectangle, Tile } from "./tiles.ts";

export interface EnlargeOptions {
  scale: Scale;
  signal?: AbortSignal | undefined;
  log?: ((line: string) => void) | undefined;
  /** Source pixels along a tile. */
  tileSide?: number;
}

/**
 * Enlarges a picture tile by tile, so that memory stays bounded, and logs each tile done. Alpha is kept,
 * enlarged bilinearly. Rejects with the signal's reason within one tile of its abort.
 */
export async function enlargePicture(
  network: Network,
  source: Picture,
  { scale, signal, log, tileSide = defaultTileSide(scale) }: EnlargeOptions,
): Promise<Picture> {
  const width = source.width * scale;
  const height = source.height * scale;
  const target: Picture = { width, height, rgba: new Uint8Array(width * height * 4).fill(255) };
  const tiles = planTiles(source, { side: tileSide, margin: receptiveRadius });
  for (const [index, tile] of tiles.entries()) {
    // Lets messages in, among them the one that cancels: inference itself never yields.
    await nextTurn();
    signal?.throwIfAborted();
    paste({ pixels: await network(cutOut(source, tile.seen)), tile, target, scale });
    const percent = Math.round(((index + 1) / tiles.length) * 100);
    log?.(`tile ${index + 1} of ${tiles.length}, ${percent} %`);
  }
  if (!isOpaque(source.rgba)) enlargeAlpha(source, target, scale);
  return target;
}

/** At scale 8 one source pixel takes 48 KB in the last layer (192 channels of 64 floats), so tiles are smaller. */
function defaultTileSide(scale: Scale): number {
  return scale === 8 ? 32 : 64;
}

function cutOut(source: Picture, { x, y, width, height }: Rectangle): Pixels {
  const rgb = new Float32Array(width * height * 3);
  let index = 0;
  for (let row = y; row < y + height; row += 1) {
    for (let column = x; column < x + width; column += 1) {
      const from = (row * source.width + column) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        rgb[index] = source.rgba[from + channel] ?? 0;
        index += 1;
      }
    }
  }
  return { width, height, rgb };
}

interface Piece {
  pixels: Pixels;
  tile: Tile;
  target: Picture;
  scale: number;
}

/** Copies the kept part, without the margin that was only seen. */
function paste({ pixels, tile: { seen, kept }, target, scale }: Piece): void {
  const values = new Uint8ClampedArray(pixels.rgb);
  const left = (kept.x - seen.x) * scale;
  const top = (kept.y - seen.y) * scale;
  for (let row = 0; row < kept.height * scale; row += 1) {
    let from = ((top + row) * pixels.width + left) * 3;
    let to = ((kept.y * scale + row) * target.width + kept.x * scale) * 4;
    for (let column = 0; column < kept.width * scale; column += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        target.rgba[to + channel] = values[from + channel] ?? 0;
      }
      from += 3;
      to += 4;
    }
  }
}
