import { findFlatSchema, findVersionSchemas, upsertFlatSchemas } from "@headgate/database";
import {
  type FlatSchema,
  flatSchemaForm,
  HeadgateError,
  type Problem,
  type SchemaPlace,
} from "@headgate/shared";

import type { CompilingContext } from "../context.ts";
import { compileSchemas } from "./compile-schemas.ts";

/**
 * One of a version's schemas, for `createValidator`, by the key that `resolveVersion` gave; null where the version lacks the task. It
 * never changes: keep it as long as you like. Where the version was made before schemas were stored flat, or in today's form, it is
 * compiled here, once for all; `unavailable` where it is of a kind that is refused by now.
 */
export async function loadFlatSchema(
  ctx: Pick<CompilingContext, "compileSchemas" | "db">,
  key: number,
  place: SchemaPlace,
): Promise<FlatSchema | null> {
  const stored = await findFlatSchema(ctx.db, key, place);
  if (stored?.form === flatSchemaForm) return stored.schema;
  const schemas = await findVersionSchemas(ctx.db, key);
  if (schemas === null) throw new Error(`no version has the key ${key}`);
  const { task, direction } = place;
  const written = schemas[task]?.[direction];
  if (written === undefined) return null;
  const compiled = await compileSchemas(ctx, { [task]: { [direction]: written } });
  if (!compiled.ok) throw outdated(place, compiled.problems);
  const [only] = compiled.schemas;
  if (only === undefined) throw new Error("the compiler left out the schema that it was given");
  await upsertFlatSchemas(ctx.db, key, compiled);
  return only.flat;
}

function outdated({ task, direction }: SchemaPlace, [first]: Problem[]): HeadgateError {
  const kind = task === "prediction" ? direction : `${task} ${direction}`;
  // The place counts from the body that the version was once created with.
  const at = first?.loc.slice(1).join(".");
  const message = `the version's ${kind} schema is not accepted any more: at ${at}, ${first?.msg}. Publish a version with another one`;
  return new HeadgateError("unavailable", message);
}
