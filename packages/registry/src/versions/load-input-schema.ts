import { findFlatSchema, findVersionSchemas, upsertFlatSchemas } from "@headgate/database";
import { type FlatSchema, flatSchemaForm, HeadgateError, type Problem } from "@headgate/shared";

import type { CompilingContext } from "../context.ts";
import { compileSchemas } from "./compile-schemas.ts";

const input = { task: "prediction", direction: "input" } as const;

/**
 * What the inputs of predictions must satisfy, for `createValidator`, on the version with the key that `resolveVersion` gave. It never
 * changes: keep it as long as you like. Where the version was made before schemas were stored flat, or in today's form, it is compiled
 * here, once for all; `unavailable` where it is of a kind that is refused by now.
 */
export async function loadInputSchema(
  ctx: Pick<CompilingContext, "compileSchemas" | "db">,
  key: number,
): Promise<FlatSchema> {
  const stored = await findFlatSchema(ctx.db, key, input);
  if (stored?.form === flatSchemaForm) return stored.schema;
  const schemas = await findVersionSchemas(ctx.db, key);
  if (schemas === null) throw new Error(`no version has the key ${key}`);
  const written = { prediction: { input: schemas.prediction.input } };
  const compiled = await compileSchemas(ctx, written);
  if (!compiled.ok) throw outdated(compiled.problems);
  const [only] = compiled.schemas;
  if (only === undefined) throw new Error("the compiler left out the schema that it was given");
  await upsertFlatSchemas(ctx.db, key, compiled);
  return only.flat;
}

function outdated([first]: Problem[]): HeadgateError {
  // The place counts from the body that the version was once created with.
  const place = first?.loc.slice(1).join(".");
  const message = `the version's input schema is not accepted any more: at ${place}, ${first?.msg}. Publish a version with another one`;
  return new HeadgateError("unavailable", message);
}
