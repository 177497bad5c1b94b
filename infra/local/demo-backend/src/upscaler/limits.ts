export const scales = [2, 3, 4, 8] as const;
export type Scale = (typeof scales)[number];

/** A picture of 1024 × 1024. */
export const maxSourcePixels = 1024 * 1024;

/** A picture of 2048 × 2048: up to some 8 MB of data URL, and at worst half a minute of one core. */
export const maxOutputPixels = 2048 * 2048;

/** Throws an error that says by how much, when the picture or what would come of it is too large. */
export function checkSize(picture: { width: number; height: number }, scale: Scale): void {
  const { width, height } = picture;
  if (width * height > maxSourcePixels) {
    throw new Error(
      `image is ${width}x${height}, more than ${maxSourcePixels} pixels: send a smaller picture`,
    );
  }
  if (width * height * scale ** 2 > maxOutputPixels) {
    throw new Error(
      `image of ${width}x${height} at scale ${scale} would give ${width * scale}x${height * scale}, ` +
        `more than ${maxOutputPixels} pixels: send a smaller picture or take a smaller scale`,
    );
  }
}

export function isScale(value: unknown): value is Scale {
  return scales.some((scale) => scale === value);
}
