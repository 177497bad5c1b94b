import type { Model } from "@headgate/shared";

import { viewerOf } from "../access/viewer-of.ts";
import type { RegistryContext } from "../context.ts";
import { getOwnOrganization, type OrganizationPath } from "../organizations/find-organization.ts";
import type { CursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { readModels } from "./list-models.ts";

/** The organization's models, private ones too; for members. */
export async function listOrganizationModels(
  ctx: RegistryContext,
  input: OrganizationPath & { query: ListQuery },
): Promise<CursorPage<Model>> {
  const { organization } = await getOwnOrganization(ctx, input, "read");
  return readModels(ctx, input.query, { viewer: viewerOf(ctx.actor), ownerId: organization.id });
}
