import { once } from "node:events";
import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { PNG } from "pngjs";
import { describe, test } from "vitest";

import { createClient, take } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import {
  createPlace,
  failStart,
  isAlive,
  npmStart,
  runPrinted,
  type Place,
} from "./system/npm-start.ts";
import type { Group } from "./system/spawn-group.ts";

const ready = "Stop with Ctrl-C.";

/** Ctrl-C in a terminal: a SIGINT to every process of the group. */
function pressCtrlC({ child }: Group): void {
  process.kill(-(child.pid ?? 0), "SIGINT");
}

function readToken({ stateFolder }: Place): Promise<string> {
  return readFile(join(stateFolder, "token"), "utf8");
}

async function readPicture({ folder }: Place): Promise<[number, number]> {
  const path = join(folder, "boat-4x.png");
  const { width, height } = PNG.sync.read(await readFile(path));
  await rm(path);
  return [width, height];
}

describe("npm start", () => {
  test(
    "starts, stops at once, starts again, and survives kill -9",
    { timeout: 120_000 },
    async ({ expect, onTestFinished }) => {
      const place = await createPlace();
      onTestFinished(() => place.remove());
      const groups: Group[] = [];
      onTestFinished(() => Promise.all(groups.map((group) => group.kill())).then(() => undefined));
      const start = async (): Promise<Group> => {
        const group = npmStart(place);
        groups.push(group);
        await group.says(ready);
        return group;
      };

      const first = await start();
      const token = await readToken(place);
      expect(token.trim()).toMatch(/^\S{40,}$/);
      expect(first.out()).toContain(`Token  ${token.trim()}\n`);
      expect((await stat(join(place.stateFolder, "token"))).mode & 0o777).toBe(0o600);
      expect(await runPrinted(first, place)).toBe("");
      expect(await readPicture(place)).toEqual([384, 384]);

      const other = join(place.folder, "other");
      const samePort = await failStart({ ...place, stateFolder: other });
      expect(samePort).toMatchObject({ code: 1 });
      expect(samePort.err).toBe(
        `Port ${place.port} is taken. Stop what listens there, or choose another: PORT=${Number(place.port) + 1} npm start`,
      );
      const sameState = await failStart({ ...place, port: Number(place.port) + 1 });
      expect(sameState).toEqual({
        code: 1,
        err: `Headgate is already running on ${place.stateFolder}. Stop it, or set HEADGATE_STATE to another folder.`,
      });

      pressCtrlC(first);
      const stoppedAt = performance.now();
      expect(await once(first.child, "exit")).toEqual([0, null]);
      expect(performance.now() - stoppedAt).toBeLessThan(2_000);
      await eventually(
        () => isAlive(first),
        (alive) => !alive,
        1_000,
      );
      expect(first.err()).toBe("");

      const second = await start();
      expect(await readToken(place)).toBe(token);
      expect(second.out()).not.toContain(token.trim());
      await second.kill();

      const third = await start();
      expect(await runPrinted(third, place)).toBe("");
      expect(await readPicture(place)).toEqual([384, 384]);
      const client = createClient(`http://127.0.0.1:${place.port}`, token.trim());
      const path = "/v1/models/john/image-upscaler/versions";
      const { items } = await take<{ items: unknown[] }>(client({ method: "GET", path }));
      expect(items).toHaveLength(1);
    },
  );

  test(
    "leaves nothing behind when it is stopped while it starts, and starts after that",
    { timeout: 60_000 },
    async ({ expect, onTestFinished }) => {
      const place = await createPlace();
      onTestFinished(() => place.remove());
      const early = npmStart(place);
      onTestFinished(() => early.kill());
      await eventually(
        () =>
          stat(place.stateFolder).then(
            () => true,
            () => false,
          ),
        (exists) => exists,
      );
      pressCtrlC(early);
      expect(await once(early.child, "exit")).toEqual([0, null]);
      await eventually(
        () => isAlive(early),
        (alive) => !alive,
        2_000,
      );
      expect(early.err()).toBe("");
      const again = npmStart(place);
      onTestFinished(() => again.kill());
      await again.says(ready);
      const token = await readToken(place);
      expect(again.out()).toContain(`Token  ${token.trim()}\n`);
      again.child.kill("SIGTERM");
      expect(await once(again.child, "exit")).toEqual([0, null]);
      await eventually(
        () => isAlive(again),
        (alive) => !alive,
        1_000,
      );
    },
  );
});
