import type { VersionDetails } from "@headgate/database";

import { dropMissing } from "../bodies/drop-missing.ts";
import { mergeRouting } from "./routing-policy.ts";
import type { PatchVersionBody } from "./version-body.ts";

/** What of a version may change, but for its status. */
export type CardFields = Pick<
  VersionDetails,
  | "releaseNotes"
  | "card"
  | "tags"
  | "visibility"
  | "minimumParallelCapacity"
  | "maximumParallelCapacity"
  | "routing"
>;

/** What a version has of which nothing was said. */
export const emptyCard: CardFields = {
  releaseNotes: "",
  card: {},
  tags: [],
  visibility: null,
  minimumParallelCapacity: null,
  maximumParallelCapacity: null,
  routing: {},
};

/** The card with what the body says; the rest stays as it was. A body that creates a version says of the card what one that patches it does. */
export function mergeCard(before: CardFields, body: PatchVersionBody): CardFields {
  const { processing = {}, tags, visibility } = body;
  const { size_bytes, upload_percentage, load_percentage } = body.container_image ?? {};
  const image = dropMissing({ size_bytes, upload_percentage, load_percentage });
  return {
    ...before,
    ...(tags === undefined ? {} : { tags: tags.toSorted() }),
    ...dropMissing({
      releaseNotes: body.release_notes,
      visibility,
      minimumParallelCapacity: processing.minimum_parallel_capacity,
      maximumParallelCapacity: processing.maximum_parallel_capacity,
    }),
    routing: mergeRouting(before.routing, body.routing),
    card: { ...before.card, ...readTexts(body), image: { ...before.card.image, ...image } },
  };
}

function readTexts(body: PatchVersionBody) {
  const { statistics, sample_input, sample_output, training_sample_input, metadata } = body;
  const { long_description, technical_details, performance_summary } = body;
  const { license, notes, source_type } = body;
  return dropMissing({
    ...{ statistics, sample_input, sample_output, training_sample_input, metadata },
    ...{ long_description, technical_details, performance_summary, license, notes, source_type },
  });
}
