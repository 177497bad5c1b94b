import { describe, test } from "vitest";

import { type Actor, createVersion, deleteModel, createModel, patchModel } from "../src/index.ts";
import {
  as,
  countRows,
  type MadeModel,
  makeActor,
  makeModel,
  removeVersion,
  versionBody,
} from "./arrange.ts";
import { refusal } from "./refusals.ts";

interface Made extends MadeModel {
  actor: Actor;
  publish: (wanted?: object) => Promise<string>;
}

async function arrange(): Promise<Made> {
  const actor = await makeActor();
  return follow(actor, await makeModel(actor));
}

function follow(actor: Actor, model: MadeModel): Made {
  return {
    actor,
    ...model,
    publish: async (wanted = {}) =>
      (await createVersion(as(actor), { ...model, body: versionBody(wanted) })).version,
  };
}

describe("the semantic version of a new version", () => {
  test("is 0.1.0 first, whatever the bump", async ({ expect }) => {
    for (const bump of ["major", "minor", "patch"]) {
      const { publish } = await arrange();
      expect(await publish({ version_bump: bump })).toBe("0.1.0");
    }
  });

  test("is the step above the highest that is asked for, by default the minor one", async ({
    expect,
  }) => {
    const { publish } = await arrange();
    const bumps = [undefined, undefined, "patch", "patch", "minor", "major", "patch", undefined];
    const given = [];
    for (const bump of bumps) given.push(await publish({ version_bump: bump }));
    expect(given).toEqual(["0.1.0", "0.2.0", "0.2.1", "0.2.2", "0.3.0", "1.0.0", "1.0.1", "1.1.0"]);
  });

  test("is taken as given where it ranks above its line", async ({ expect }) => {
    const { publish } = await arrange();
    // A patch of an old line, a new line of an old major number, pre-releases before their release.
    for (const version of [
      "1.2.3",
      "2.0.0",
      "1.2.4",
      "1.3.0-rc.1",
      "1.3.0-rc.2",
      "1.3.0-rc.10",
      "1.3.0",
      "2.0.1",
      "10.0.0",
    ]) {
      expect(await publish({ version })).toBe(version);
    }
    expect(await publish()).toBe("10.1.0");
  });

  const wrong: [string, string[], string, string][] = [
    ["one that is there", ["1.0.0"], "1.0.0", "was given the version 1.0.0 already, as number 1"],
    ["one below its line", ["1.2.3", "2.0.0"], "1.2.2", "does not rank above 1.2.3"],
    ["a pre-release after its release", ["1.2.3"], "1.2.3-rc.1", "does not rank above 1.2.3"],
    ["a lower number of a pre-release", ["1.0.0-10"], "1.0.0-9", "does not rank above 1.0.0-10"],
    ["a line below the others of its major", ["1.2.0", "2.0.0"], "1.1.0", "rank above 1.2.0"],
    ["a major number below the highest", ["1.0.0", "3.0.0"], "2.0.0", "does not rank above 3.0.0"],
  ];
  for (const [what, before, version, says] of wrong) {
    test(`is not ${what}`, async ({ expect }) => {
      const { publish } = await arrange();
      for (const one of before) await publish({ version: one });
      const rows = await countRows("versions");
      const message = expect.stringContaining(says) as unknown;
      await expect(publish({ version })).rejects.toMatchObject({ code: "conflict", message });
      expect(await countRows("versions")).toBe(rows);
    });
  }

  const malformed = [
    "1",
    "1.0",
    "v1.0.0",
    "01.0.0",
    "1.0.0+5",
    "1.0.0-01",
    "",
    "1234567890.0.0",
    "latest",
  ];
  for (const version of malformed) {
    test(`is not ${JSON.stringify(version)}`, async ({ expect }) => {
      const { publish } = await arrange();
      const refused = refusal("invalid_input", ["body", "version"]);
      await expect(publish({ version })).rejects.toMatchObject(refused);
    });
  }

  test("is given or bumped, not both", async ({ expect }) => {
    const { publish } = await arrange();
    const refused = refusal("invalid_input", ["body", "version_bump"]);
    const both = { version: "1.0.0", version_bump: "major" };
    await expect(publish(both)).rejects.toMatchObject(refused);
    await expect(publish({ version_bump: "MAJOR" })).rejects.toMatchObject(refused);
  });

  const afterPreRelease: [string, string, string][] = [
    ["2.0.0-rc.1", "major", "2.0.0"],
    ["2.0.0-rc.1", "minor", "2.0.0"],
    ["2.0.0-rc.1", "patch", "2.0.0"],
    ["2.1.0-rc.1", "major", "3.0.0"],
    ["2.1.0-rc.1", "minor", "2.1.0"],
    ["2.1.3-rc.1", "minor", "2.2.0"],
    ["2.1.3-rc.1", "patch", "2.1.3"],
  ];
  for (const [version, bump, next] of afterPreRelease) {
    test(`is ${next} for a ${bump} bump of ${version}`, async ({ expect }) => {
      const { publish } = await arrange();
      await publish({ version });
      expect(await publish({ version_bump: bump })).toBe(next);
    });
  }

  test("is never that of a deleted version", async ({ expect }) => {
    const made = await arrange();
    await made.publish({ version: "1.0.0" });
    await made.publish({ version: "1.1.0" });
    await removeVersion(made.actor, { ...made, number: "2" });
    await expect(made.publish({ version: "1.1.0" })).rejects.toMatchObject(refusal("conflict"));
    expect(await made.publish()).toBe("1.2.0");
  });

  test("goes on under the name of a deleted model, and of one that was renamed", async ({
    expect,
  }) => {
    const made = await arrange();
    const { actor, owner, name } = made;
    await made.publish({ version: "2.0.0" });
    await deleteModel(as(actor), { ...made, query: { with_versions: "true" } });
    const body = { name, hardware_identifier: "cpu" };
    await createModel(as(actor), { body });
    const again = follow(actor, { owner, name });
    const message = expect.stringContaining("does not rank above 2.0.0") as unknown;
    for (const version of ["1.0.0", "2.0.0"]) {
      await expect(again.publish({ version })).rejects.toMatchObject({ code: "conflict", message });
    }
    expect(await again.publish()).toBe("2.1.0");
    const renamed = `${name}-b`;
    await patchModel(as(actor), { owner, name, body: { name: renamed } });
    // Until somebody takes the name it means the renamed model, with all that this publishes.
    await follow(actor, { owner, name: renamed }).publish({ version: "3.0.0" });
    await createModel(as(actor), { body });
    expect(await again.publish({ version_bump: "patch" })).toBe("3.0.1");
  });

  test("has nine digits a number at most, bumped too", async ({ expect }) => {
    const { publish } = await arrange();
    await publish({ version: "0.999999999.0" });
    const message = expect.stringContaining("more than nine digits") as unknown;
    await expect(publish()).rejects.toMatchObject({ code: "conflict", message });
    expect(await publish({ version_bump: "patch" })).toBe("0.999999999.1");
    expect(await publish({ version_bump: "major" })).toBe("1.0.0");
  });
});
