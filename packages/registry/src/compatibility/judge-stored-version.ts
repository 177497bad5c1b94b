import type { ModelDetails } from "@headgate/database";
import { toPrecedence } from "@headgate/shared";

import type { CompilingContext } from "../context.ts";
import { judgePublication, type PublicationJudgement } from "./judge-publication.ts";
import { loadVersionFlats } from "./version-flats.ts";

/** What the model's policies say about publishing a version that it has: see `judgePublication`. */
export async function judgeStoredVersion(
  ctx: CompilingContext,
  model: ModelDetails,
  { key, semver }: { key: number; semver: string },
): Promise<PublicationJudgement> {
  const wanted = { version: semver, precedence: toPrecedence(semver) };
  const flats = await loadVersionFlats(ctx, key);
  return judgePublication(ctx, model, { wanted, flats, loc: ["schemas"] });
}
