import type { TensorModel } from "../open-inference/tensor-model.ts";
import { enlargePicture } from "./enlarge-picture.ts";
import { checkSize } from "./limits.ts";
import type { Scale } from "./limits.ts";
import { loadNetwork } from "./network.ts";
import type { Picture } from "./picture.ts";

/** The upscaler as a model of tensors: pixels in rows, with red, green and blue from 0 to 255. It runs in the server's own thread. */
export function createTensorUpscaler(scale: Scale): TensorModel {
  const pixels = { datatype: "UINT8", shape: [-1, -1, 3] };
  return {
    name: `esrgan-slim-x${scale}`,
    version: "1",
    inputs: [{ name: "image", ...pixels }],
    outputs: [{ name: "enlarged", ...pixels }],
    async load() {
      await loadNetwork(scale);
    },
    async infer(inputs) {
      const image = inputs.get("image");
      const [height = 0, width = 0] = image?.shape ?? [];
      if (image === undefined || width * height === 0) throw new Error("the image is empty");
      checkSize({ width, height }, scale);
      const source = { width, height, rgba: toRgba(image.data) };
      const enlarged = await enlargePicture(await loadNetwork(scale), source, { scale });
      const shape = [enlarged.height, enlarged.width, 3];
      return [{ name: "enlarged", datatype: "UINT8", shape, data: toRgb(enlarged) }];
    },
  };
}

function toRgba(rgb: number[]): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4).fill(255);
  for (const [index, value] of rgb.entries()) rgba[Math.floor(index / 3) * 4 + (index % 3)] = value;
  return rgba;
}

function toRgb({ rgba }: Picture): number[] {
  return Array.from(rgba.filter((_, index) => index % 4 !== 3));
}
