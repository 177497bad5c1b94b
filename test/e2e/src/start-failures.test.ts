import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, test } from "vitest";

import { createPlace, failStart } from "./system/npm-start.ts";

describe.concurrent("npm start", () => {
  test.for([
    ["a file", (path: string) => writeFile(path, "in the way")],
    [
      "a folder whose lock is no database",
      async (path: string) => {
        await mkdir(path);
        await writeFile(join(path, "lock"), "no database at all".repeat(100));
      },
    ],
    [
      "a folder whose secret cannot be read",
      (path: string) => mkdir(join(path, "callback-secret"), { recursive: true }),
    ],
    [
      "a folder with a file in the way",
      async (path: string) => {
        await mkdir(path);
        await writeFile(join(path, "runtime"), "in the way");
      },
    ],
  ] as const)(
    "explains in one sentence that the state folder is %s",
    async ([, prepare], { expect, onTestFinished }) => {
      const place = await createPlace();
      onTestFinished(() => place.remove());
      await prepare(place.stateFolder);
      const { code, err } = await failStart(place);
      expect(code).toBe(1);
      expect(err).toContain(place.stateFolder);
      expect(err.split("\n")).toHaveLength(1);
      expect(err).not.toMatch(/\bat .*:\d+/);
    },
  );

  test.for(["0", "http"])(
    "explains that %s is no port",
    async (port, { expect, onTestFinished }) => {
      const place = await createPlace();
      onTestFinished(() => place.remove());
      const { code, err } = await failStart({ ...place, port });
      expect({ code, err }).toEqual({
        code: 1,
        err: `PORT must be a number from 1 to 65535; it is "${port}".`,
      });
    },
  );
});
