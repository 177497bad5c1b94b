import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, test } from "vitest";

import {
  createCogServer,
  createUpscaler,
  upscaleDataUrl,
  type CogServer,
} from "@headgate/local/demo-backend";
import { adapterFor } from "@headgate/routing/adapters";

import { getPrediction, isEnded, predict } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { publish } from "./system/publish.ts";
import { startSystem, type System } from "./system/start-system.ts";

const sample = new URL("../../../infra/local/demo-backend/sample/boat.png", import.meta.url);

let system: System;
let server: CogServer;
let image: string;

beforeAll(async () => {
  image = toDataUrl(await readFile(fileURLToPath(sample)));
  server = createCogServer({ predictor: createUpscaler({ threads: 1 }), capacity: 1 });
  const [{ url }, started] = await Promise.all([server.listen(0), startSystem()]);
  system = started;
  await server.ready();
  const told = await adapterFor("cog", fetch).describe({ url, settings: null });
  const schemas = { input: told?.input, output: told?.output };
  await publish(system.client, ["image-upscaler", { url, capacity: 1 }], schemas);
});

afterAll(async () => {
  await Promise.all([system.stop(), server.close()]);
});

function toDataUrl(png: Buffer): string {
  return `data:image/png;base64,${png.toString("base64")}`;
}

function decode(dataUrl: unknown): PNG {
  return PNG.sync.read(Buffer.from(String(dataUrl).split(",")[1] ?? "", "base64"));
}

describe("the upscaler", () => {
  test.for(["wait", "wait=30"])(
    "gives what the network gives when called directly (`Prefer: %s`)",
    async (prefer, { expect }) => {
      const direct = await upscaleDataUrl(image, { scale: 4 });
      const ended = await predict(system.client, ["john/image-upscaler", { image, scale: 4 }], {
        prefer,
      });
      expect(ended).toMatchObject({ status: "succeeded", error: null });
      expect(ended.output === direct).toBe(true);
      const [before, after] = [decode(image), decode(ended.output)];
      expect([after.width, after.height]).toEqual([before.width * 4, before.height * 4]);
      expect(ended.logs.length).toBeGreaterThan(1);
      expect(ended.logs.join("\n")).toContain(`to ${before.width * 4}x${before.height * 4}`);
    },
  );

  test("keeps a picture too large for a row whole, in the gate and in history", async ({
    expect,
  }) => {
    const noise = new PNG({ width: 160, height: 160 });
    // A generator of its own, so that every run sends the same bytes.
    let seed = 1;
    for (let at = 0; at < noise.data.length; at += 1) {
      seed = (seed * 48_271) % 2_147_483_647;
      noise.data[at] = at % 4 === 3 ? 255 : seed & 255;
    }
    const large = toDataUrl(PNG.sync.write(noise));
    expect(large.length).toBeGreaterThan(65_536);
    const created = await predict(system.client, [
      "john/image-upscaler",
      { image: large, scale: 2 },
    ]);
    const ended = await eventually(() => getPrediction(system.client, created.id), isEnded);
    expect(ended.input).toEqual({ image: large, scale: 2 });
    expect(decode(ended.output).width).toBe(320);
  });

  test("tells why it cannot read a picture", async ({ expect }) => {
    const broken = toDataUrl(Buffer.from("no picture"));
    const ended = await predict(
      system.client,
      ["john/image-upscaler", { image: broken, scale: 2 }],
      {
        prefer: "wait=20",
      },
    );
    expect(ended).toMatchObject({ status: "failed", output: null, error: { source: "external" } });
    expect(ended.error?.message).toMatch(/PNG/i);
  });
});
