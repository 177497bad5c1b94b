import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import type { JsonSchema } from "@headgate/shared";

import type { OutputGroup, Suite, SuiteFile, SuiteGroup } from "./suite.ts";

const draft = "draft2020-12";

/** Reads all of the suite that is about 2020-12, and every remote document by its URI. */
export async function readSuite(folder: string): Promise<Suite> {
  const tests = join(folder, "tests", draft);
  const output = join(folder, "output-tests", draft);
  return {
    required: await readFiles<SuiteGroup>(tests),
    optional: await readFiles<SuiteGroup>(join(tests, "optional")),
    format: await readFiles<SuiteGroup>(join(tests, "optional/format")),
    output: await readFiles<OutputGroup>(join(output, "content")),
    outputSchema: await readJson<JsonSchema>(join(output, "output-schema.json")),
    remotes: await readRemotes(join(folder, "remotes")),
  };
}

/** The files of one folder, without its subfolders. */
async function readFiles<Group>(folder: string): Promise<SuiteFile<Group>[]> {
  const names = await readdir(folder);
  const files = names.filter((name) => name.endsWith(".json")).toSorted();
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -".json".length),
      groups: await readJson<Group[]>(join(folder, file)),
    })),
  );
}

/** The suite says that its remotes are served at this place. */
async function readRemotes(folder: string): Promise<Record<string, JsonSchema>> {
  const files = await readdir(folder, { recursive: true });
  const documents = files
    .filter((file) => file.endsWith(".json"))
    .map(async (file): Promise<[string, JsonSchema]> => {
      const path = relative(folder, join(folder, file)).split(sep).join("/");
      return [`http://localhost:1234/${path}`, await readJson<JsonSchema>(join(folder, file))];
    });
  return Object.fromEntries(await Promise.all(documents));
}

/** The suite's own files have the shape that its README documents. */
async function readJson<Shape>(path: string): Promise<Shape> {
  return JSON.parse(await readFile(path, "utf8")) as Shape;
}
