import { describe, test } from "vitest";

import type { CreatedVersion, JsonSchema } from "@headgate/shared";

import {
  type Actor,
  compareVersions,
  createVersion,
  deactivateVersion,
  publishVersion,
} from "../src/index.ts";
import { as, countRows, makeActor, makeModel, type MadeModel, versionBody } from "./arrange.ts";
import { refusal } from "./refusals.ts";

const narrow = { enum: [2, 4] };
const wide = { enum: [2, 4, 8] };

/** The schemas of a version: of `scale` in its input, and of its output. */
interface Schemas {
  scale?: JsonSchema;
  output?: JsonSchema;
}

function bodyOf({ scale = wide, output = wide }: Schemas, given: object = {}): object {
  const input = { type: "object", properties: { scale } };
  return versionBody({ schemas: { prediction: { input, output } }, ...given });
}

interface Scene {
  actor: Actor;
  model: MadeModel;
}

async function makeScene(policies: object, first: Schemas): Promise<Scene> {
  const actor = await makeActor();
  const model = await makeModel(actor, policies);
  await create({ actor, model }, bodyOf(first));
  return { actor, model };
}

function create({ actor, model }: Scene, body: object): Promise<CreatedVersion> {
  return createVersion(as(actor), { ...model, body });
}

const policies = {
  "backward input": { compatibility_input: "backward" },
  "forward input": { compatibility_input: "forward" },
  "full input": { compatibility_input: "full" },
  "backward output": { compatibility_output: "backward" },
  "forward output": { compatibility_output: "forward" },
  "full output": { compatibility_output: "full" },
};
type Policy = keyof typeof policies;

const refused: [policy: Policy, before: Schemas, after: Schemas, message: string][] = [
  [
    "backward input",
    { scale: wide },
    { scale: narrow },
    'who calls version 1 (0.1.0) could not call this one: `scale` no longer accepts 8: it must be one of 2, 4, as in {"scale":8}',
  ],
  [
    "forward input",
    { scale: narrow },
    { scale: wide },
    'who calls this one could not go back to version 1 (0.1.0): `scale` no longer accepts 8: it must be one of 2, 4, as in {"scale":8}',
  ],
  [
    "full input",
    { scale: narrow },
    { scale: wide },
    'who calls this one could not go back to version 1 (0.1.0): `scale` no longer accepts 8: it must be one of 2, 4, as in {"scale":8}',
  ],
  [
    "backward output",
    { output: narrow },
    { output: wide },
    "who reads the output of version 1 (0.1.0) could not read this one's: the value may be 8 where old readers expect one of 2, 4, as in 8",
  ],
  [
    "forward output",
    { output: wide },
    { output: narrow },
    "who reads this one's output could not read that of version 1 (0.1.0): the value may be 8 where old readers expect one of 2, 4, as in 8",
  ],
  [
    "full output",
    { output: wide },
    { output: narrow },
    "who reads this one's output could not read that of version 1 (0.1.0): the value may be 8 where old readers expect one of 2, 4, as in 8",
  ],
];

const accepted: [policy: Policy, before: Schemas, after: Schemas][] = [
  ["backward input", { scale: narrow }, { scale: wide }],
  ["forward input", { scale: wide }, { scale: narrow }],
  ["full input", { scale: wide }, { scale: wide, output: narrow }],
  ["backward output", { output: wide }, { output: narrow }],
  ["forward output", { output: narrow }, { output: wide }],
  ["full output", { output: wide }, { output: wide, scale: narrow }],
];

describe("a model that asks for compatibility", () => {
  test.for(refused)("in %s refuses %o and then %o", async (row, { expect }) => {
    const [policy, before, after, message] = row;
    const scene = await makeScene(policies[policy], before);
    const rows = await countRows("versions");
    const direction = policy.split(" ")[1] ?? "";
    const place = ["body", "schemas", "prediction", direction];
    await expect(create(scene, bodyOf(after))).rejects.toMatchObject({
      code: "invalid_input",
      message,
      problems: [{ loc: place, msg: message, type: "value_error.compatibility" }],
    });
    expect(await countRows("versions")).toBe(rows);
    expect((await create(scene, bodyOf(before))).number).toBe(2);
  });

  test.for(accepted)("in %s takes %o and then %o", async (row, { expect }) => {
    const [policy, before, after] = row;
    const scene = await makeScene(policies[policy], before);
    expect(await create(scene, bodyOf(after))).toMatchObject({ number: 2, status: "active" });
  });

  test("takes a draft that breaks it, and refuses to publish that", async ({ expect }) => {
    const scene = await makeScene({ compatibility_input: "backward" }, { scale: wide });
    await create(scene, bodyOf({ scale: narrow }, { draft: true }));
    const draft = { ...scene.model, number: "2", ifMatch: null, body: {} };
    const place = ["schemas", "prediction", "input"];
    const publishing = publishVersion(as(scene.actor), draft);
    await expect(publishing).rejects.toMatchObject(refusal("invalid_input", place));
    const first = { ...draft, number: "1" };
    await deactivateVersion(as(scene.actor), first);
    expect(await publishVersion(as(scene.actor), draft)).toMatchObject({ status: "active" });
  });

  test("holds a version against the active one that ranks next below", async ({ expect }) => {
    const scene = await makeScene({ compatibility_input: "backward" }, { scale: wide });
    await create(scene, bodyOf({ scale: true }, { version: "2.0.0" }));
    const patch = bodyOf({ scale: wide }, { version: "0.1.1" });
    expect(await create(scene, patch)).toMatchObject({ version: "0.1.1" });
    const next = create(scene, bodyOf({ scale: wide }));
    await expect(next).rejects.toThrow(/^who calls version 2 \(2\.0\.0\) could not call this one/);
  });

  test("says that a task is gone", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor, { compatibility_input: "backward" });
    const { schemas } = bodyOf({}) as { schemas: object };
    const training = { input: true, output: true };
    await create({ actor, model }, versionBody({ schemas: { ...schemas, training } }));
    await expect(create({ actor, model }, bodyOf({}))).rejects.toThrow(
      "who calls version 1 (0.1.0) could not call this one: there is no `training` any more",
    );
  });

  test("lets only those of fifty at once through that go with each other", async ({ expect }) => {
    const scene = await makeScene({ compatibility_input: "full" }, { scale: true });
    const first = { ...scene.model, number: "1", ifMatch: null, body: {} };
    await deactivateVersion(as(scene.actor), first);
    const bodies = Array.from({ length: 50 }, (_, index) => bodyOf({ scale: { const: index } }));
    const made = await Promise.allSettled(bodies.map((body) => create(scene, body)));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of made) {
      if (result.status === "rejected")
        expect(result.reason).toMatchObject({ code: "invalid_input" });
    }
  });
});

describe("a model's bump policy", () => {
  const tooSmall =
    'the schemas changed since version 1 (1.0.0) by a major step, and this is a minor one: publish it with `version_bump` "major"';

  const first = bodyOf({ scale: wide }, { version: "1.0.0" });
  const second = bodyOf({ scale: narrow });

  async function makeBumped(policy: string): Promise<Scene> {
    const actor = await makeActor();
    const model = await makeModel(actor, { bump_policy: policy });
    await create({ actor, model }, first);
    return { actor, model };
  }

  test("refuses a step that is smaller than the change", async ({ expect }) => {
    const scene = await makeBumped("refuse");
    const place = ["body", "version_bump"];
    await expect(create(scene, second)).rejects.toMatchObject({
      code: "invalid_input",
      problems: [{ loc: place, msg: tooSmall, type: "value_error.version_bump" }],
    });
    const major = await create(scene, { ...second, version_bump: "major" });
    expect(major).toMatchObject({ version: "2.0.0", warnings: [] });
  });

  test("warns of it", async ({ expect }) => {
    const scene = await makeBumped("warn");
    expect(await create(scene, second)).toMatchObject({
      version: "1.1.0",
      warnings: [{ loc: ["body", "version_bump"], msg: tooSmall }],
    });
  });

  test("may be off", async ({ expect }) => {
    const scene = await makeBumped("off");
    expect(await create(scene, second)).toMatchObject({ version: "1.1.0", warnings: [] });
  });

  test("takes a minor step for a break before 1.0.0", async ({ expect }) => {
    const scene = await makeScene({ bump_policy: "refuse" }, { scale: wide });
    const patch = create(scene, { ...second, version_bump: "patch" });
    await expect(patch).rejects.toThrow(/by a minor step, and this is a patch one/);
    expect(await create(scene, second)).toMatchObject({ version: "0.2.0", warnings: [] });
  });
});

describe("comparing two versions", () => {
  test("shows what breaks with a counter-example, and all else side by side", async ({
    expect,
  }) => {
    const scene = await makeScene({}, { scale: wide, output: narrow });
    const after = { scale: narrow, output: narrow };
    await create(
      scene,
      bodyOf(after, {
        ...{ release_notes: "Less.", version: "1.0.0" },
        requirement: { gpu_units: 2 },
        statistics: [{ label: "PSNR", value: 31 }],
      }),
    );
    const input = { ...scene.model, before: "1", after: "2" };
    const compared = await compareVersions(as(scene.actor), input);
    expect(compared).toMatchObject({
      before: { number: 1, version: "0.1.0" },
      after: { number: 2, version: "1.0.0" },
      verdict: "breaking",
      bump: "minor",
      schemas: {
        prediction: {
          input: {
            verdict: "breaking",
            bump: "major",
            is_same: false,
            before: { properties: { scale: wide } },
            after: { properties: { scale: narrow } },
            breaks: [
              {
                pointer: "/properties/scale/enum",
                instance_location: "/scale",
                message: "`scale` no longer accepts 8: it must be one of 2, 4",
                counter_example: { scale: 8 },
              },
            ],
          },
          output: { verdict: "compatible", bump: "patch", is_same: true, breaks: [] },
        },
        training: null,
      },
      resources: {
        container_image_digest: { is_same: true },
        requirement: { before: { gpu_units: null }, is_same: false, after: { gpu_units: 2 } },
      },
      statistics: { before: [], after: [{ label: "PSNR", value: 31 }], is_same: false },
      card: { release_notes: { before: "First.", after: "Less.", is_same: false } },
    });
    expect(Object.keys(compared.card)).toContain("license");
    expect(Object.keys(compared.card)).not.toContain("number");
    const back = await compareVersions(as(scene.actor), { ...input, before: "2", after: "1" });
    expect(back).toMatchObject({ verdict: "compatible", bump: "minor" });
  });

  test("is refused like either of them would be", async ({ expect }) => {
    const { actor, model } = await makeScene({ visibility: "public" }, {});
    await create({ actor, model }, bodyOf({}, { draft: true }));
    const input = { ...model, before: "1", after: "2" };
    expect(await compareVersions(as(actor), input)).toMatchObject({ verdict: "compatible" });
    const strangers = compareVersions(as(await makeActor()), input);
    await expect(strangers).rejects.toMatchObject(refusal("not_found"));
    const absent = compareVersions(as(actor), { ...input, after: "3" });
    await expect(absent).rejects.toMatchObject(refusal("not_found"));
  });
});
