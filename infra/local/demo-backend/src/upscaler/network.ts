import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { ready, setBackend, tensor4d, tidy } from "@tensorflow/tfjs-core";
import type { io } from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import "@tensorflow/tfjs-backend-wasm";

import type { Scale } from "./limits.ts";
import { modelFolder } from "./model-folder.ts";

/** Three floats a pixel, red, green, blue, 0 to 255: what the network takes and gives. */
export interface Pixels {
  width: number;
  height: number;
  rgb: Float32Array;
}

/** Enlarges pixels; the values that come out may stray a little beyond 0 to 255. */
export type Network = (pixels: Pixels) => Promise<Pixels>;

/**
 * How far a source pixel can influence: the radii of the nine stacked convolutions, 3×3 but for one 5×5.
 * A tile that sees this much around it comes out as it would inside the whole picture.
 */
export const receptiveRadius = 10;

const networks = new Map<Scale, Promise<Network>>();
let backend: Promise<unknown> | undefined;

/** The ESRGAN network of `@upscalerjs/esrgan-slim` for a scale, on WebAssembly; read from disk once a thread. */
export function loadNetwork(scale: Scale): Promise<Network> {
  const known = networks.get(scale);
  if (known !== undefined) return known;
  const network = readNetwork(scale);
  networks.set(scale, network);
  return network;
}

async function readNetwork(scale: Scale): Promise<Network> {
  backend ??= setBackend("wasm").then(ready);
  await backend;
  const model = await loadLayersModel(modelFiles(scale));
  return (pixels) => enlarge(model, pixels);
}

async function enlarge(model: LayersModel, { width, height, rgb }: Pixels): Promise<Pixels> {
  const output = tidy(() => {
    const predicted = model.predict(tensor4d(rgb, [1, height, width, 3]));
    if (Array.isArray(predicted)) throw new Error("the network has one output, got a list");
    return predicted;
  });
  try {
    const [, outHeight = 0, outWidth = 0] = output.shape;
    return { width: outWidth, height: outHeight, rgb: await output.data<"float32">() };
  } finally {
    output.dispose();
  }
}

/** Reads a model of the package from its files, in place of TensorFlow.js's own loaders, which use HTTP. */
function modelFiles(scale: Scale): io.IOHandler {
  return {
    async load() {
      const folder = modelFolder(scale);
      const model = parseModel(await readFile(join(folder, "model.json"), "utf8"));
      const paths = model.weightsManifest.flatMap((group) => group.paths);
      const shards = await Promise.all(paths.map((path) => readFile(join(folder, path))));
      return {
        modelTopology: model.modelTopology,
        weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
        weightData: new Uint8Array(Buffer.concat(shards)).buffer,
      };
    },
  };
}

/** Sound: the file is part of a package that is pinned to one version, and TensorFlow.js wrote it. */
function parseModel(text: string): io.ModelJSON {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return JSON.parse(text) as io.ModelJSON;
}
