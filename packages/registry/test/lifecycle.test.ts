import { describe, test } from "vitest";

import { versionStatuses } from "@headgate/shared";

import {
  activateVersion,
  type Actor,
  cancelVersion,
  createBackend,
  createVersion,
  deactivateVersion,
  getVersion,
  listTransitions,
  listVersions,
  publishVersion,
  rejectVersion,
  resolveVersion,
} from "../src/index.ts";
import { nextStatus, type TransitionVerb } from "../src/versions/transitions.ts";
import {
  as,
  countRows,
  type MadeModel,
  makeActor,
  makeModel,
  removeVersion,
  versionBody,
} from "./arrange.ts";
import { makeScene, refusal } from "./refusals.ts";

type Path = MadeModel & { number: string };

const verbs = {
  publish: publishVersion,
  activate: activateVersion,
  deactivate: deactivateVersion,
  reject: rejectVersion,
  cancel: cancelVersion,
};

function transit(
  actor: Actor | null,
  path: Path & { body?: object },
  verb: Verb,
): Promise<unknown> {
  if (verb === "delete") return removeVersion(actor, path);
  return verbs[verb](as(actor), { body: {}, ...path, ifMatch: null });
}

type Verb = Exclude<TransitionVerb, "complete">;
const allVerbs: Verb[] = ["publish", "activate", "deactivate", "reject", "cancel", "delete"];

/** How a new version gets to each status. */
const ways: Record<string, { body: object; verbs: Verb[] }> = {
  draft: { body: { draft: true }, verbs: [] },
  partial: { body: { draft: true, release_notes: undefined }, verbs: [] },
  active: { body: {}, verbs: [] },
  inactive: { body: {}, verbs: ["deactivate"] },
  rejected: { body: { draft: true }, verbs: ["reject"] },
  canceled: { body: { draft: true }, verbs: ["cancel"] },
};

interface Made {
  actor: Actor;
  path: Path;
}

/** A version of a public model of its own. */
async function makeVersionThatIs(status: string): Promise<Made> {
  const actor = await makeActor();
  const model = await makeModel(actor, { visibility: "public" });
  const way = ways[status];
  if (way === undefined) throw new Error(`no way to ${status}`);
  const body = versionBody(way.body);
  const { number } = await createVersion(as(actor), { ...model, body });
  const path = { ...model, number: String(number) };
  for (const verb of way.verbs) await transit(actor, path, verb);
  return { actor, path };
}

/** Whether the version is listed under this status. */
async function isThat(status: string, { actor, path }: Made): Promise<boolean> {
  const { items } = await listVersions(as(actor), { ...path, query: { status } });
  return items.length === 1;
}

const cases = versionStatuses
  .filter((status) => status !== "deleted")
  .flatMap((from) => allVerbs.map((verb) => ({ from, verb, to: nextStatus(from, verb) })));

describe("the table of transitions", () => {
  const barred = cases.filter(({ to }) => to === null);
  test.for(barred)("refuses to $verb one that is $from", async ({ from, verb }, { expect }) => {
    const made = await makeVersionThatIs(from);
    const before = await countRows("version_transitions");
    const refused = transit(made.actor, made.path, verb);
    const message = expect.stringMatching(`:1 is ${from} and cannot be .*; it can be .`) as unknown;
    await expect(refused).rejects.toMatchObject({ code: "conflict", message });
    expect(await isThat(from, made)).toBe(true);
    expect(await countRows("version_transitions")).toBe(before);
  });

  const open = cases.filter(({ to }) => to !== null);
  test.for(open)("takes one that is $from to $to by $verb", async (step, { expect }) => {
    const made = await makeVersionThatIs(step.from);
    await transit(made.actor, made.path, step.verb);
    expect(await isThat(String(step.to), made)).toBe(true);
    expect(await isThat(step.from, made)).toBe(false);
  });
});

describe("a draft", () => {
  test("is seen by nobody but those who may change its model", async ({ expect }) => {
    for (const status of ["draft", "partial", "rejected", "canceled"]) {
      const { actor, path } = await makeVersionThatIs(status);
      const { owner, name } = path;
      const said = { code: "not_found", message: `${owner}/${name} has no version 1` };
      for (const other of [null, await makeActor(), await makeActor(["predict"], owner)]) {
        await expect(getVersion(as(other), path)).rejects.toMatchObject(said);
        const listed = await listVersions(as(other), { owner, name, query: {} });
        expect(listed.items).toEqual([]);
        if (other?.username === owner) continue;
        const resolved = resolveVersion(as(other), { reference: `${owner}/${name}:1` });
        await expect(resolved).rejects.toMatchObject(said);
      }
      expect(await getVersion(as(actor), path)).toMatchObject({ status });
    }
  });

  test("takes no predictions, and says what it lacks", async ({ expect }) => {
    const says = {
      draft: "is draft and takes no predictions: publish it with POST",
      partial: "is partial and takes no predictions: complete it with PATCH",
      rejected: "is rejected and takes no predictions: publish it with POST",
      canceled: "is canceled and takes no predictions: it was given up",
      inactive: "is inactive and takes no predictions: activate it with POST",
    };
    for (const [status, words] of Object.entries(says)) {
      const { actor, path } = await makeVersionThatIs(status);
      const refused = resolveVersion(as(actor), { reference: `${path.owner}/${path.name}:1` });
      const message = expect.stringContaining(words) as unknown;
      await expect(refused).rejects.toMatchObject({ code: "conflict", message });
      const newest = resolveVersion(as(actor), { reference: `${path.owner}/${path.name}` });
      await expect(newest).rejects.toMatchObject(refusal("not_found"));
    }
  });

  test("may get backends before it is published", async ({ expect }) => {
    const { actor, path } = await makeVersionThatIs("draft");
    const body = { url: "https://gpu.example.com" };
    expect(await createBackend(as(actor), { query: {}, ...path, body })).toMatchObject({
      status: "enabled",
    });
    await transit(actor, path, "publish");
    const resolved = await resolveVersion(as(null), { reference: `${path.owner}/${path.name}` });
    expect(resolved.config.whole.backends).toHaveLength(1);
  });
});

describe("the record of transitions", () => {
  test("says what became of a version, by whom and why, page by page", async ({ expect }) => {
    const made = await makeVersionThatIs("draft");
    const { actor, path } = made;
    await transit(actor, { ...path, body: { reason: "the output was a cat" } }, "reject");
    await transit(actor, path, "publish");
    for (const verb of ["deactivate", "activate", "deactivate"] as const) {
      await transit(actor, path, verb);
    }
    const by = { actor: actor.username, at: expect.stringMatching(/Z$/) as unknown };
    const first = await listTransitions(as(actor), { ...path, query: { page_size: "5" } });
    expect(first.items).toEqual([
      { ...by, revision: 6, from: "active", to: "inactive", reason: null },
      { ...by, revision: 5, from: "inactive", to: "active", reason: null },
      { ...by, revision: 4, from: "active", to: "inactive", reason: null },
      { ...by, revision: 3, from: "rejected", to: "active", reason: null },
      { ...by, revision: 2, from: "draft", to: "rejected", reason: "the output was a cat" },
    ]);
    // One comes meanwhile: it shifts nothing.
    await transit(actor, path, "activate");
    const query = { page_size: "5", cursor: first.next_cursor };
    const second = await listTransitions(as(actor), { ...path, query });
    expect(second.items).toEqual([{ ...by, revision: 1, from: null, to: "draft", reason: null }]);
    expect(second.next_cursor).toBeNull();
  });

  test("is for the owner, with the scope read", async ({ expect }) => {
    const { open, hidden, stranger, nobody, owner } = await makeScene();
    const call = (actor: Actor | null, path: Path): Promise<unknown> =>
      listTransitions(as(actor), { ...path, query: {} });
    await expect(call(nobody, open)).rejects.toMatchObject(refusal("unauthorized"));
    await expect(call(stranger, open)).rejects.toMatchObject(refusal("forbidden"));
    await expect(call(stranger, hidden)).rejects.toMatchObject(refusal("not_found"));
    const predictor = await makeActor(["predict"], owner.username);
    await expect(call(predictor, open)).rejects.toMatchObject(refusal("forbidden"));
  });
});

describe("a transition", () => {
  test("is for the owner with the scope write", async ({ expect }) => {
    const { owner, hidden, open, stranger, admin } = await makeScene();
    const reader = await makeActor(["read"], owner.username);
    for (const verb of allVerbs) {
      await expect(transit(null, open, verb)).rejects.toMatchObject(refusal("unauthorized"));
      for (const other of [stranger, admin]) {
        await expect(transit(other, open, verb)).rejects.toMatchObject(refusal("forbidden"));
        await expect(transit(other, hidden, verb)).rejects.toMatchObject(refusal("not_found"));
      }
      await expect(transit(reader, open, verb)).rejects.toMatchObject(refusal("forbidden"));
    }
    expect(await getVersion(as(owner), open)).toMatchObject({ status: "active", revision: 1 });
  });

  test("is refused for a revision that is not the version's", async ({ expect }) => {
    const { actor, path } = await makeVersionThatIs("active");
    const call = (ifMatch: string): Promise<unknown> =>
      deactivateVersion(as(actor), { ...path, ifMatch, body: {} });
    const said = {
      code: "precondition_failed",
      message: expect.stringContaining('is "1"') as unknown,
    };
    for (const other of ['"2"', 'W/"1"', '""', '"3", "2"']) {
      await expect(call(other)).rejects.toMatchObject(said);
    }
    for (const none of ["1", "", "'1'", '"1" "2"']) {
      const refused = refusal("invalid_input", ["header", "if-match"]);
      await expect(call(none)).rejects.toMatchObject(refused);
    }
    expect(await getVersion(as(actor), path)).toMatchObject({ status: "active" });
    expect(await call('"7", "1"')).toMatchObject({ status: "inactive", revision: 2 });
    expect(await activateVersion(as(actor), { ...path, ifMatch: "*", body: {} })).toMatchObject({
      revision: 3,
    });
  });

  test("takes a reason of at most 1,024 characters, and nothing else", async ({ expect }) => {
    const { actor, path } = await makeVersionThatIs("active");
    const wrong: [object, string][] = [
      [{ reason: "x".repeat(1025) }, "reason"],
      [{ reason: 7 }, "reason"],
      [{ reasons: "x" }, "reasons"],
    ];
    for (const [body, key] of wrong) {
      const refused = refusal("invalid_input", ["body", key]);
      await expect(transit(actor, { ...path, body }, "deactivate")).rejects.toMatchObject(refused);
    }
    const query = { reason: "x".repeat(1025) };
    const refused = refusal("invalid_input", ["query", "reason"]);
    await expect(removeVersion(actor, path, query)).rejects.toMatchObject(refused);
    expect(await getVersion(as(actor), path)).toMatchObject({ revision: 1 });
  });
});

describe("lists of versions", () => {
  test("give those of a status to their owner only", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor, { visibility: "public" });
    for (const { body, verbs: way } of Object.values(ways)) {
      const made = await createVersion(as(actor), { ...model, body: versionBody(body) });
      for (const verb of way) await transit(actor, { ...model, number: String(made.number) }, verb);
    }
    await removeVersion(actor, { ...model, number: "3" });
    const list = async (status: string | null, by: Actor | null = actor): Promise<number[]> => {
      const { items } = await listVersions(as(by), { ...model, query: { status } });
      return items.map(({ number }) => number);
    };
    expect(await list(null)).toEqual([]);
    expect(await list("draft")).toEqual([1]);
    expect(await list("deleted")).toEqual([3]);
    expect(await list("all")).toEqual([6, 5, 4, 2, 1]);
    expect(await list("active", null)).toEqual([]);
    for (const other of [null, await makeActor()]) {
      await expect(list("all", other)).rejects.toMatchObject(refusal("forbidden"));
      await expect(list("inactive", other)).rejects.toMatchObject(refusal("forbidden"));
    }
    const wrong = refusal("invalid_input", ["query", "status"]);
    await expect(list("published")).rejects.toMatchObject(wrong);
  });
});
