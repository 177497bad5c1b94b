import type { RegistryContext } from "../context.ts";
import { type Erase, eraseFile } from "./erase-file.ts";
import { findOwnFile } from "./find-own-file.ts";

/** Deletes a file of the actor's. */
export async function deleteFile(
  ctx: RegistryContext,
  file: { id: string; erase: Erase },
): Promise<void> {
  await findOwnFile(ctx, { id: file.id, permission: "predict" });
  await eraseFile(ctx, file);
}
