import { deleteBackend as deleteRow } from "@headgate/database";

import type { RegistryContext } from "../context.ts";
import { backendEntry } from "./backend-entry.ts";
import { type BackendPath, getOwnVersionKey, noBackend } from "./get-own-version-key.ts";

/** Nothing more is sent to it; what runs there goes on to its end. */
export async function deleteBackend(ctx: RegistryContext, input: BackendPath): Promise<void> {
  const { versionKey, model } = await getOwnVersionKey(ctx, input, "write");
  const { id, number } = input;
  const audit = backendEntry(ctx, model, { verb: "delete", number, details: { id } });
  if (!(await deleteRow(ctx.db, { versionKey, id }, audit))) throw noBackend(input);
}
