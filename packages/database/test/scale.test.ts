import { beforeAll, describe, test } from "vitest";

import type { Reference } from "@headgate/shared";

import {
  type Database,
  findModel,
  findModelVersions,
  findVersion,
  findVersionRoute,
  listModels,
  listVersions,
  type ModelFilter,
  type ModelList,
  type VersionFilter,
  type VersionList,
} from "../src/index.ts";
import { openCountedDatabase, type Read } from "./count-reads.ts";
import { db } from "./factories.ts";
import { digestOf, fillRegistry, words } from "./fill-registry.ts";

const small = 100;
const large = 100_000;
const pageSize = 25;
const fillTimeoutMs = 120_000;
const anyone = { reads: [], writes: [] };
const open = { tags: [], text: null, createdAfter: null, createdBefore: null };
const name = { owner: "big-1", name: "image-tool-1" };
const modelId = "model-1";
const ownerId = "owner-1";
const { counted, takeReads } = openCountedDatabase();

/** Gives how many rows come back. */
type Operation = () => Promise<number>;
type Order<List extends VersionList | ModelList> = Partial<Pick<List, "sort" | "direction">>;

function versions(filter: Partial<VersionFilter>, order: Order<VersionList> = {}): Operation {
  const whole: VersionFilter = { ...open, statuses: ["active"], ...filter };
  const list = { viewer: anyone, sort: "created_at", direction: "desc", ...order } as const;
  return async () => {
    const page = { cursor: null, size: pageSize };
    return (await listVersions(counted, page, { ...list, filter: whole })).rows.length;
  };
}

function models(filter: Partial<ModelFilter>, order: Order<ModelList> = {}): Operation {
  const whole: ModelFilter = { ...open, categorySlugs: [], ...filter };
  const list = { viewer: anyone, sort: "created_at", direction: "desc", ...order } as const;
  return async () => {
    const page = { cursor: null, size: pageSize };
    return (await listModels(counted, page, { ...list, filter: whole })).rows.length;
  };
}

function one(find: (database: Database) => Promise<unknown>): Operation {
  return async () => ((await find(counted)) === null ? 0 : 1);
}

function route(selector: Extract<Reference, { kind: "model" }>["selector"]): Operation {
  return one((database) => findVersionRoute(database, { kind: "model", ...name, selector }));
}

const byRelevance = { sort: "relevance" } as const;
const byChange = { sort: "updated_at" } as const;

/** Single rows, and pages that are full at both sizes. */
const alike: Record<string, Operation> = {
  "a version": one((database) => findVersion(database, modelId, 28)),
  "a model": one((database) => findModel(database, name)),
  "a model's newest versions": one((database) => findModelVersions(database, modelId)),
  "a version to run, by number": route({ kind: "number", number: 28 }),
  "a version to run, by semver": route({ kind: "semver", version: "0.28.0" }),
  "a version to run, by no selector": route({ kind: "primary" }),
  versions: versions({}),
  "versions, the oldest first": versions({}, { direction: "asc" }),
  "versions of a model": versions({ modelId }, { sort: "number" }),
  "versions of an owner": versions({ ownerId }),
  "versions on hardware that a quarter have": versions({ hardware: "gpu-t4" }),
  "versions since a time": versions({ createdAfter: Date.UTC(2026, 0, 1) + 30_000 }),
  "versions with a word that half have": versions({ text: words.half }, byRelevance),
  "versions with two common words": versions({ text: `better ${words.half}` }, byRelevance),
  "versions with the beginning of a word": versions({ text: "upsc" }, byRelevance),
  "versions with the name of all models": versions({ text: "image-tool" }, byRelevance),
};

/** Pages in the order of the index, however few rows match. */
const selective: Record<string, Operation> = {
  "versions with an image": versions({ digest: digestOf(8) }),
  "versions with a rare word": versions({ text: words.rare }, byRelevance),
  "versions with a word that nothing has": versions({ text: "nothing" }, byRelevance),
  "versions of nothing, with a common word": versions({ hardware: "gpu-l4", text: words.half }),
  "versions in a status that nothing has": versions({ statuses: ["inactive"] }),
  "versions with a tag that nothing has": versions({ tags: ["none"] }),
  models: models({}),
  "models, the oldest first": models({}, { direction: "asc" }),
  "models with words that all have": models({ text: "image larger" }, byRelevance),
  "models of an owner, on hardware": models({ ownerId, hardware: "cpu" }),
  "models with versions in a status and a task": models({ status: "active", task: "prediction" }),
  "models in a category that nothing has": models({ categorySlugs: ["audio"] }),
};

/** Pages in another order: up to 1,000 hits are sorted; where there are more, rows are read in order until the page is full. */
const sorted: Record<string, Operation> = {
  "versions by change": versions({}, byChange),
  "versions of a model by change": versions({ modelId }, byChange),
  "versions of an owner by change": versions({ ownerId }, byChange),
  "versions with a word of a tenth, by change": versions({ text: words.tenth }, byChange),
  "versions of nothing, by change": versions({ statuses: ["inactive"] }, byChange),
  "models by name": models({}, { sort: "name", direction: "asc" }),
  "models by change": models({}, byChange),
  "models by predictions": models({}, { sort: "predictions_count" }),
  "models of an owner, by name": models({ ownerId }, { sort: "name" }),
  "models on hardware of a quarter, by name": models({ hardware: "gpu-t4" }, { sort: "name" }),
  "models of nothing, by name": models({ categorySlugs: ["audio"] }, { sort: "name" }),
};

/** A row comes with its model, owner, hardware, card, tags and categories. */
const readsARow = 8;
const maxSortedReads = 1000 * readsARow;

interface Measured {
  rows: number;
  reads: Read[];
}

async function measure(operation: Operation): Promise<Measured> {
  takeReads();
  const rows = await operation();
  return { rows, reads: takeReads() };
}

function rowsRead({ reads }: Measured): number {
  return reads.reduce((sum, read) => sum + read.rowsRead, 0);
}

async function measureAll(operations: Record<string, Operation>): Promise<Map<string, Measured>> {
  const measured = new Map<string, Measured>();
  for (const [title, run] of Object.entries(operations)) measured.set(title, await measure(run));
  return measured;
}

let before = new Map<string, Measured>();
let after = new Map<string, Measured>();

function readsOf(measured: Map<string, Measured>, title: string): number {
  const found = measured.get(title);
  if (found === undefined) throw new Error(`${title} was not measured`);
  return rowsRead(found);
}

beforeAll(async () => {
  const all = { ...alike, ...selective, ...sorted };
  await fillRegistry(db.$client, 0, small);
  before = await measureAll(all);
  await fillRegistry(db.$client, small, large);
  after = await measureAll(all);
}, fillTimeoutMs);

describe(`among ${large} versions`, () => {
  test.for(Object.keys(alike))(`%s: costs as many reads as among ${small}`, (title, { expect }) => {
    expect(readsOf(after, title)).toBeGreaterThan(0);
    expect(readsOf(after, title)).toBeLessThanOrEqual(readsOf(before, title));
  });

  test.for(Object.keys(selective))("%s: costs what is shown", (title, { expect }) => {
    const { rows = 0 } = after.get(title) ?? {};
    expect(readsOf(after, title)).toBeLessThanOrEqual((rows + 1) * readsARow);
  });

  test.for(Object.keys(sorted))("%s: costs no more than may be sorted", (title, { expect }) => {
    expect(readsOf(after, title)).toBeLessThanOrEqual(maxSortedReads);
  });

  test("the last page costs what the first does", { timeout: 60_000 }, async ({ expect }) => {
    const list = { viewer: anyone, sort: "created_at", direction: "desc" } as const;
    const filter: VersionFilter = { ...open, statuses: ["active"] };
    const read = (database: Database, cursor: string | null) =>
      listVersions(database, { cursor, size: 50 }, { ...list, filter });
    let [cursor, seen]: [string | null, number] = [null, 0];
    let page = await read(db, cursor);
    while (page.next !== null) {
      cursor = page.next;
      seen += page.rows.length;
      page = await read(db, cursor);
    }
    // A tenth is deleted, and of the rest a tenth is private.
    expect(seen + page.rows.length).toBe(large * 0.9 * 0.9);
    takeReads();
    await read(counted, cursor);
    expect(takeReads().every((taken) => taken.rowsRead <= 51 * readsARow)).toBe(true);
  });
});

/**
 * What reads a table from end to end is not among these: a search table is read by its index (`M`), rows of one statement by another, the
 * lists of hardware and categories are short, and an index in order up to the page's size.
 */
const accepted = [
  /^SCAN (model|version)_search VIRTUAL TABLE INDEX \d+:.*M/,
  /^SCAN (hit|\(subquery-\d+\)|json_each VIRTUAL TABLE.*)$/,
  /^SCAN models USING INDEX models_(name|changed_at|predictions_count)_id_index$/,
  /^SCAN version_cards USING INDEX version_cards_updated_at_version_key_index$/,
];

test.for(Object.keys({ ...alike, ...selective, ...sorted }))(
  "%s: uses indexes",
  (title, { expect }) => {
    const reads = after.get(title)?.reads ?? [];
    const scans = reads.flatMap(({ plan }) => plan).filter((step) => step.startsWith("SCAN"));
    expect(reads.length).toBeGreaterThan(0);
    expect(scans.filter((step) => !accepted.some((pattern) => pattern.test(step)))).toEqual([]);
  },
);
