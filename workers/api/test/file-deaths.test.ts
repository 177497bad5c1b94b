import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { dyingD1 } from "@headgate/database/dying-d1";

import { makeOwner } from "./arrange.ts";
import { callWith } from "./call.ts";
import { formOf, leftOf, randomBytes } from "./file-scene.ts";

/** The bucket as a Worker has it that dies at one of its calls: before it reaches R2, or before the answer comes back. */
function dyingBucket(bucket: R2Bucket, death: { at: number; isDone: boolean }) {
  let calls = 0;
  const watch = <Watched extends object>(target: Watched): Watched =>
    new Proxy(target, {
      get(from, name): unknown {
        const method: unknown = Reflect.get(from, name);
        if (typeof method !== "function") return method;
        return async (...args: unknown[]) => {
          calls += 1;
          if (calls > death.at || (calls === death.at && !death.isDone)) throw new Error("gone");
          const answer: unknown = await Reflect.apply(method, from, args);
          if (calls === death.at) throw new Error("gone");
          const isUpload = name === "createMultipartUpload";
          return isUpload ? watch(answer as R2MultipartUpload) : answer;
        };
      },
    });
  return { bucket: watch(bucket), calls: () => calls };
}

/** A row says of every object of an upload that came to nothing that it may be there, so that it is deleted when the row is due. */
async function orphansOf(username: string, before: ReadonlySet<string>): Promise<string[]> {
  const { objects, rows } = await leftOf(username);
  return objects.filter((id) => !before.has(id) && !rows.includes(id));
}

const sizes = [
  ["small", 10],
  ["large", 11_000_000],
] as const;
const cases = sizes.flatMap(([kind, size]) =>
  [false, true].map((isDone) => ({ kind, size, isDone })),
);

describe("an upload that dies in the middle leaves no object that nobody knows of:", () => {
  test.for(cases)(
    "a $kind one whose database goes away, its last write done: $isDone",
    { timeout: 60_000 },
    async ({ size, isDone }, { expect }) => {
      const { token, username } = await makeOwner();
      for (let at = 1, isThrough = false; !isThrough; at += 1) {
        const before = new Set((await leftOf(username)).objects);
        const { d1, trips } = dyingD1(env.DB, { at, isDone });
        const body = formOf(randomBytes(size));
        await callWith({ DB: d1 }, "POST /v1/files", { token, body });
        expect(await orphansOf(username, before), `dead at ${at}`).toEqual([]);
        isThrough = trips() < at;
      }
    },
  );

  test.for(cases)(
    "a $kind one whose bucket goes away, its last write done: $isDone",
    { timeout: 60_000 },
    async ({ size, isDone }, { expect }) => {
      const { token, username } = await makeOwner();
      let at = 0;
      for (let isThrough = false; !isThrough;) {
        at += 1;
        const before = new Set((await leftOf(username)).objects);
        const { bucket, calls } = dyingBucket(env.PAYLOADS, { at, isDone });
        const options = { token, body: formOf(randomBytes(size)) };
        const { status } = await callWith({ PAYLOADS: bucket }, "POST /v1/files", options);
        expect(await orphansOf(username, before), `dead at ${at}`).toEqual([]);
        isThrough = calls() < at;
        expect(status).toBe(isThrough ? 201 : 500);
      }
      expect(at).toBeGreaterThan(size > 5_000_000 ? 4 : 1);
    },
  );
});
