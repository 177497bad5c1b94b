import {
  flatSchemaForm,
  HeadgateError,
  type SchemaCompilation,
  type SomeSchemas,
} from "@headgate/shared";

import type { CompilingContext } from "../context.ts";

/** Compiles those of a version's schemas that are given. `unavailable` while the compiler is of another release than this code. */
export async function compileSchemas(
  ctx: Pick<CompilingContext, "compileSchemas">,
  schemas: SomeSchemas,
): Promise<SchemaCompilation> {
  const compiled = await ctx.compileSchemas(schemas);
  if (!compiled.ok || compiled.form === flatSchemaForm) return compiled;
  const message = "Headgate is being updated, and cannot compile schemas; try again in a minute";
  throw new HeadgateError("unavailable", message, { retryAfterMs: 60_000 });
}
