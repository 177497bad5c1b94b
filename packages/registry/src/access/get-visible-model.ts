import { findModel, type ModelDetails } from "@headgate/database";

import type { RegistryContext } from "../context.ts";
import { checkVisibility, noModel } from "./check-visibility.ts";

/** `owner/name`, as path segments. */
export interface ModelPath {
  owner: string;
  name: string;
}

/** The model, where the actor may read it; `not_found` otherwise. */
export async function getVisibleModel(
  { db, actor }: RegistryContext,
  path: ModelPath,
): Promise<ModelDetails> {
  const missing = () => noModel(path);
  const model = await findModel(db, path);
  if (model === null) throw missing();
  const { owner, visibility } = model;
  const possession = { ownerId: owner.id, owner: owner.username, visibility };
  checkVisibility(possession, actor, { permission: "read", missing });
  return model;
}
