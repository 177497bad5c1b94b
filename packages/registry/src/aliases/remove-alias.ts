import { invalidInput } from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import type { RegistryContext } from "../context.ts";
import { readMovableAlias } from "./alias-name.ts";
import { changeAlias } from "./change-alias.ts";
import { checkProtection } from "./may-move-protected.ts";
import { noAlias } from "./no-alias.ts";
import { checkPrecondition, noPrecondition } from "./precondition.ts";
import type { AliasPath } from "./set-alias.ts";

const maxReasonLength = 1024;

/** Unpinned calls follow the newest active version where `primary` is removed. Refuses as `setAlias` does; `not_found` for one that is not set. */
export async function removeAlias(
  ctx: RegistryContext,
  input: AliasPath & { reason: string | null },
): Promise<void> {
  const own = await getOwnModel(ctx, input, "write");
  const alias = readMovableAlias(input.alias);
  const reason = readReason(input.reason);
  const precondition = input.precondition ?? noPrecondition;
  await changeAlias(ctx, { ...own, alias }, ({ alias: before }) => {
    checkPrecondition(precondition, { alias, revision: before?.revision ?? null });
    if (before === null) throw noAlias(input, alias);
    if (before.isProtected) checkProtection(own, { alias, rule: before.rule, reason });
    const wanted = { action: "remove", version: null, isProtected: false } as const;
    return { ...wanted, rule: null, restores: null, reason };
  });
}

/** Of a URL's query. */
function readReason(text: string | null): string | null {
  if (text === null || text === "") return null;
  if (text.length <= maxReasonLength && !text.includes("\u0000")) return text;
  throw invalidInput(
    ["query", "reason"],
    `the reason must have at most ${maxReasonLength} characters, and no U+0000`,
  );
}
