import { readDataUrl, writeDataUrl } from "./data-url.ts";
import { enlargePicture } from "./enlarge-picture.ts";
import type { EnlargeOptions } from "./enlarge-picture.ts";
import { checkSize } from "./limits.ts";
import { loadNetwork } from "./network.ts";

/**
 * Takes a picture (PNG or JPEG in a data URL) through the network, in the calling thread, and resolves to a
 * data URL of a PNG that is `scale` times as wide and high. Rejects with a message fit for the caller
 * when the picture is unreadable or too large, and with the signal's reason when that aborts.
 */
export async function upscaleDataUrl(image: string, options: EnlargeOptions): Promise<string> {
  const picture = readDataUrl(image);
  checkSize(picture, options.scale);
  const { width, height } = picture;
  options.log?.(
    `${width}x${height} to ${width * options.scale}x${height * options.scale}, scale ${options.scale}`,
  );
  const network = await loadNetwork(options.scale);
  return writeDataUrl(await enlargePicture(network, picture, options));
}
