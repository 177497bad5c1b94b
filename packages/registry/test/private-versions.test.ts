import { describe, test } from "vitest";

import {
  activateVersion,
  createVersion,
  deactivateVersion,
  getModel,
  getVersion,
  listVersions,
  patchVersion,
  resolveVersion,
} from "../src/index.ts";
import { as, makeActor, makeModel, makeVersion, versionBody } from "./arrange.ts";
import { refusal } from "./refusals.ts";

describe("a private version", () => {
  test("of a public model is there for those only who may change it", async ({ expect }) => {
    const actor = await makeActor();
    const path = { ...(await makeModel(actor, { visibility: "public" })), number: "1" };
    await makeVersion(actor, path);
    await createVersion(as(actor), { ...path, body: versionBody({ visibility: "private" }) });
    const name = `${path.owner}/${path.name}`;
    const second = { ...path, number: "2" };
    for (const other of [null, await makeActor()]) {
      const said = { code: "not_found", message: `${name} has no version 2` };
      await expect(getVersion(as(other), second)).rejects.toMatchObject(said);
      const resolved = resolveVersion(as(other), { reference: `${name}:2` });
      await expect(resolved).rejects.toMatchObject(said);
      const { items } = await listVersions(as(other), { ...path, query: {} });
      expect(items.map(({ number }) => number)).toEqual([1]);
    }
    expect(await getVersion(as(actor), second)).toMatchObject({ visibility: "private" });
    const { items } = await listVersions(as(actor), { ...path, query: {} });
    expect(items).toHaveLength(2);
    const reference = `${name}:2`;
    expect(await resolveVersion(as(actor), { reference })).toMatchObject({ isPrivate: true });
    // For nobody is it what an unpinned reference means.
    expect(await resolveVersion(as(actor), { reference: name })).toMatchObject({ number: 1 });
    expect((await getModel(as(actor), path)).latest_version).toMatchObject({ number: 1 });
    const patch = (): Promise<unknown> =>
      patchVersion(as(actor), { ...path, ifMatch: null, body: { visibility: "private" } });
    await expect(patch()).rejects.toMatchObject(refusal("conflict"));
    await deactivateVersion(as(actor), { ...path, ifMatch: null, body: {} });
    expect(await patch()).toMatchObject({ version: { visibility: "private" } });
    await activateVersion(as(actor), { ...path, ifMatch: null, body: {} });
    const none = resolveVersion(as(actor), { reference: name });
    await expect(none).rejects.toMatchObject(refusal("not_found"));
  });
});
