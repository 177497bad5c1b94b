import type { JsonSchema } from "../../wire/version.ts";
import type { Dialect, FindDialect } from "../flatten/dialect.ts";
import type { Surroundings } from "../flatten/survey-schema.ts";
import { showValue } from "../json/show-value.ts";
import { schemaDialect } from "../schema-dialect.ts";
import { SchemaError } from "../schema-error.ts";
import { publishedSchemas } from "./published.ts";
import { readDialect } from "./read-dialect.ts";
import { standardDialect } from "./standard-dialect.ts";

/** The documents that the caller gives, and the published meta-schemas, which nobody can replace. */
export function createSurroundings(
  offered: Readonly<Record<string, JsonSchema>> = {},
): Surroundings {
  const documents = new Map([...Object.entries(offered), ...publishedSchemas]);
  const known = new Map<string, Dialect | string>([[schemaDialect, standardDialect]]);
  const surroundings = { documents, findDialect: findDialectIn(documents, known) };
  return surroundings;
}

function findDialectIn(
  documents: ReadonlyMap<string, JsonSchema>,
  known: Map<string, Dialect | string>,
): FindDialect {
  const findDialect: FindDialect = (uri) => {
    const before = known.get(uri);
    if (before !== undefined) return before;
    const metaSchema = documents.get(uri);
    // A meta-schema may be written in the dialect that it describes.
    known.set(uri, standardDialect);
    const dialect =
      metaSchema === undefined
        ? unknownDialect(uri)
        : tryDialect({ uri, metaSchema, documents, findDialect });
    known.set(uri, dialect);
    return dialect;
  };
  return findDialect;
}

function tryDialect(source: Parameters<typeof readDialect>[0]): Dialect | string {
  try {
    return readDialect(source);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return `is ${showValue(source.uri)}, and the meta-schema of this name is ${error.message}`;
  }
}

function unknownDialect(uri: string): string {
  const isOlder =
    /^https?:\/\/json-schema\.org\/(?:draft-0\d\/|draft\/2019-09\/)?(?:hyper-)?schema$/.test(uri);
  const advice = isOlder
    ? "this older draft has to be rewritten to it first"
    : "a dialect of your own needs its meta-schema among the given documents";
  return `is ${showValue(uri)}; only ${schemaDialect} is understood, and ${advice}`;
}
