import type { CreatedVersion, Model, Page, VersionWithDetails } from "@headgate/shared";

import { versionBody } from "../arrange.ts";
import { expectRefusal } from "../refusals.ts";
import { basetenPage, type SeedRow } from "./seed-row.ts";

const adding = `${basetenPage}, new versions`;
const managing = `${basetenPage}, managing`;
const removing = `${basetenPage}, deactivating and deleting`;

const publishing: SeedRow[] = [
  {
    sentence: "creates a new version of that model, not a new model",
    source: managing,
    async exercise(scene, expect) {
      await scene.create();
      const { items } = await scene.ask<Page<Model>>("GET /v1/user/models");
      expect(items).toHaveLength(1);
      expect((await scene.readModel()).latest_version).toMatchObject({ number: 2 });
    },
  },
  {
    sentence: "model_name MUST stay the same between versions of the same model",
    source: adding,
    async exercise(scene, expect) {
      const elsewhere = await scene.call("POST {model}-v2/versions", versionBody());
      expect(expectRefusal(expect, elsewhere, "not_found")).toContain("-v2");
      expect((await scene.readModel()).latest_version).toMatchObject({ number: 1 });
    },
  },
  {
    sentence: "Versions auto-increment by minor version, starting at 0.1.0",
    source: adding,
    async exercise(scene, expect) {
      const made = [await scene.readVersion(), await scene.create(), await scene.create()];
      expect(made.map(({ version }) => version)).toEqual(["0.1.0", "0.2.0", "0.3.0"]);
    },
  },
  {
    sentence: "use the optional argument version_bump='MAJOR'",
    source: adding,
    async exercise(scene, expect) {
      const bumps = ["patch", "minor", "major", "patch", "minor"];
      const made: string[] = [];
      for (const bump of bumps) made.push((await scene.create({ version_bump: bump })).version);
      expect(made).toEqual(["0.1.1", "0.2.0", "1.0.0", "1.0.1", "1.1.0"]);
    },
  },
  {
    sentence: "Models are versioned with semantic versioning to track changes over time",
    source: managing,
    async exercise(scene, expect) {
      await scene.createServing({ version: "1.4.0" });
      expect(await scene.serverOf(`${scene.reference}:1.4.0`)).toBe(2);
      const again = await scene.call("POST {model}/versions", versionBody({ version: "1.4.0" }));
      expect(expectRefusal(expect, again, "conflict")).toContain("1.4.0");
    },
  },
  {
    sentence: "if you want to skip the draft model stage, pass publish=True",
    source: adding,
    async exercise(scene, expect) {
      const draft = await scene.createServing({ draft: true });
      expect(draft.status).toBe("draft");
      const early = await scene.predict(`${scene.reference}:2`);
      expect(expectRefusal(expect, early, "conflict")).toContain("is draft");
      await scene.ask("POST {model}/versions/2/publish");
      expect(await scene.serverOf(`${scene.reference}:2`)).toBe(2);
      const published: CreatedVersion = await scene.createServing({ draft: false });
      expect(published.status).toBe("active");
      expect(await scene.serverOf(`${scene.reference}:3`)).toBe(3);
    },
  },
  {
    sentence: "Each version has a version ID, a unique string used to identify the model",
    source: managing,
    async exercise(scene, expect) {
      const [{ id }, second] = [await scene.readVersion(), await scene.createServing()];
      expect(second.id).not.toBe(id);
      expect(await scene.serverOf(id)).toBe(1);
      expect(await scene.serverOf(second.id)).toBe(2);
      expect(await scene.serverOf(`${scene.reference}:${id}`)).toBe(1);
    },
  },
];

const primary: SeedRow[] = [
  {
    sentence:
      "The primary version of a model will be used by default for all invocations unless you specify the desired version",
    source: managing,
    async exercise(scene, expect) {
      const { number } = await scene.createServing();
      expect((await scene.readModel()).primary_version).toMatchObject({ number });
      expect(await scene.serverOf(scene.reference)).toBe(number);
      expect(await scene.serverOf(`${scene.reference}:1`)).toBe(1);
    },
  },
  {
    sentence: "by default, the most recent published deployment of a model",
    source: managing,
    async exercise(scene, expect) {
      await scene.createServing();
      await scene.createServing({ draft: true });
      expect(await scene.serverOf(scene.reference)).toBe(2);
      await scene.ask("POST {model}/versions/3/publish");
      expect(await scene.serverOf(scene.reference)).toBe(3);
    },
  },
  {
    sentence: "You can make any active version the primary version",
    source: managing,
    async exercise(scene, expect) {
      await scene.createServing();
      await scene.ask("POST {version}/promote", { reason: "The second is too slow." });
      expect(await scene.serverOf(scene.reference)).toBe(1);
      expect((await scene.readModel()).primary_version).toMatchObject({ number: 1 });
      await scene.createServing();
      expect(await scene.serverOf(scene.reference)).toBe(1);
      await scene.ask("POST {model}/versions/3/deactivate");
      const inactive = await scene.call("POST {model}/versions/3/promote");
      expectRefusal(expect, inactive, "conflict");
      expect(await scene.ask("GET {model}/aliases/primary")).toMatchObject({ revision: 1 });
    },
  },
  {
    sentence: 'selecting "Promote to primary."',
    source: managing,
    async exercise(scene, expect) {
      for (const number of [2, 3]) {
        await scene.createServing();
        await scene.ask(`POST {model}/versions/${number}/promote`);
        expect(await scene.serverOf(scene.reference)).toBe(number);
      }
      await scene.ask("POST {model}/aliases/primary/rollback");
      expect(await scene.serverOf(scene.reference)).toBe(2);
      const ledger = await scene.ask<Page<object>>("GET {model}/alias-ledger");
      expect(ledger.items).toMatchObject([
        { action: "set", to: { number: 2 } },
        { action: "set", to: { number: 3 } },
        { action: "rollback", from: { number: 3 }, to: { number: 2 }, restores: 1 },
      ]);
    },
  },
];

const taking: SeedRow[] = [
  {
    sentence: "A version of a model can be deactivated or deleted",
    source: removing,
    async exercise(scene, expect) {
      await scene.createServing();
      const off = await scene.ask<VersionWithDetails>("POST {version}/deactivate");
      expect(off.status).toBe("inactive");
      await scene.ask("DELETE {model}/versions/2");
      const { items } = await scene.ask<Page<object>>("GET {model}/versions?status=all");
      expect(items).toMatchObject([{ number: 1, status: "inactive" }]);
    },
  },
  {
    sentence: "inactive model versions can be reactivated at any time",
    source: removing,
    async exercise(scene, expect) {
      await scene.ask("POST {version}/deactivate");
      await scene.ask("POST {version}/activate");
      expect(await scene.serverOf(`${scene.reference}:1`)).toBe(1);
    },
  },
  {
    sentence: "deleted model versions are gone forever",
    source: removing,
    async exercise(scene, expect) {
      const { id } = await scene.readVersion();
      await scene.ask("DELETE {version}");
      const revived = await scene.call("POST {version}/activate");
      expect(expectRefusal(expect, revived, "not_found")).toContain("was deleted");
      for (const reference of [`${scene.reference}:1`, `${scene.reference}:0.1.0`, id]) {
        expectRefusal(expect, await scene.predict(reference), "not_found");
      }
      expect(await scene.create()).toMatchObject({ number: 2, version: "0.2.0" });
    },
  },
  {
    sentence: "deactivation happens immediately",
    source: removing,
    async exercise(scene, expect) {
      expect(await scene.serverOf(`${scene.reference}:1`)).toBe(1);
      await scene.ask("POST {version}/deactivate");
      const late = await scene.predict(`${scene.reference}:1`);
      expect(expectRefusal(expect, late, "conflict")).toContain("is inactive");
      expect(scene.gpu.requests).toHaveLength(1);
    },
  },
  {
    sentence: "be certain that the model version is not in use before deactivating it",
    source: removing,
    async exercise(scene, expect) {
      const id = await scene.beginPrediction();
      await scene.ask("POST {version}/deactivate");
      await scene.endPrediction();
      expect(await scene.ask(`GET /v1/predictions/${id}`)).toMatchObject({ state: "succeeded" });
    },
  },
  {
    sentence: "Deletion happens immediately and is irreversible",
    source: removing,
    async exercise(scene, expect) {
      await scene.ask("DELETE {version}");
      const gone = await scene.call("GET {version}");
      expect(expectRefusal(expect, gone, "not_found")).toContain(`by ${scene.owner.username}`);
      expectRefusal(expect, await scene.call("DELETE {version}"), "not_found");
    },
  },
  {
    sentence: "be absolutely sure that the model version is no longer needed before deleting it",
    source: removing,
    async exercise(scene, expect) {
      await scene.beginPrediction();
      const kept = await scene.call("DELETE {version}");
      expect(expectRefusal(expect, kept, "conflict")).toContain("?force=true");
      expect(await scene.readVersion()).toMatchObject({ status: "active" });
      await scene.ask("DELETE {version}?force=true");
      await scene.endPrediction();
    },
  },
  {
    sentence: "A model does not need any active versions",
    source: removing,
    async exercise(scene, expect) {
      await scene.ask("POST {version}/deactivate");
      const model = await scene.readModel();
      expect(model).toMatchObject({ latest_active_version: null, latest_version: { number: 1 } });
      expectRefusal(expect, await scene.predict(scene.reference), "not_found");
    },
  },
];

export const baseten: SeedRow[] = [...publishing, ...primary, ...taking];
