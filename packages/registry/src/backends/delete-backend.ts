import { deleteBackend as deleteRow } from "@headgate/database";

import type { RegistryContext } from "../context.ts";
import { type BackendPath, getOwnVersionKey, noBackend } from "./get-own-version-key.ts";

/** Nothing more is sent to it; what runs there goes on to its end. */
export async function deleteBackend(ctx: RegistryContext, input: BackendPath): Promise<void> {
  const versionKey = await getOwnVersionKey(ctx, input, "write");
  if (!(await deleteRow(ctx.db, { versionKey, id: input.id }))) throw noBackend(input);
}
