import type { Picture } from "./picture.ts";

/**
 * Writes the alpha channel of `source`, enlarged bilinearly, into `target`, whose sides are `scale` times
 * as long. The network knows three channels only.
 */
export function enlargeAlpha(source: Picture, target: Picture, scale: number): void {
  const columns = weights(source.width, target.width, scale);
  const rows = weights(source.height, target.height, scale);
  const alphaAt = (x: number, y: number): number =>
    source.rgba[(y * source.width + x) * 4 + 3] ?? 0;
  let index = 3;
  for (const row of rows) {
    for (const column of columns) {
      const upper = mix(alphaAt(column.low, row.low), alphaAt(column.high, row.low), column.share);
      const lower = mix(
        alphaAt(column.low, row.high),
        alphaAt(column.high, row.high),
        column.share,
      );
      target.rgba[index] = Math.round(mix(upper, lower, row.share));
      index += 4;
    }
  }
}

interface Weight {
  low: number;
  high: number;
  /** How much of `high` goes into the mix, 0 to 1. */
  share: number;
}

/** Where the centre of each target pixel falls between two source pixels. */
function weights(length: number, targetLength: number, scale: number): Weight[] {
  return Array.from({ length: targetLength }, (_, index) => {
    const centre = Math.min(Math.max((index + 0.5) / scale - 0.5, 0), length - 1);
    const low = Math.floor(centre);
    return { low, high: Math.min(low + 1, length - 1), share: centre - low };
  });
}

function mix(low: number, high: number, share: number): number {
  return low + (high - low) * share;
}
