import { deleteFiles } from "@headgate/database";

import type { RegistryContext } from "../context.ts";

/** Deletes what is in a file, wherever that is kept, by the file's id. Nothing may be there. */
export type Erase = (id: string) => Promise<void>;

/**
 * Deletes a file, or what there is of one whose upload came to nothing. The content first: as long as the row is there, somebody comes by
 * who deletes both.
 */
export async function eraseFile(
  { db }: Pick<RegistryContext, "db">,
  { id, erase }: { id: string; erase: Erase },
): Promise<void> {
  await erase(id);
  await deleteFiles(db, [id]);
}
