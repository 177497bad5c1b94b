import { type Database, findHardware, listKnownSlugs } from "@headgate/database";
import { HeadgateError, invalidInput } from "@headgate/shared";

/** Throws `invalid_input` at `body.hardware_identifier` for what is not on the list. */
export async function checkHardware(db: Database, identifier: string): Promise<void> {
  if ((await findHardware(db, identifier)) !== null) return;
  const message = "there is no such hardware; GET /v1/hardware lists what there is";
  throw invalidInput(["body", "hardware_identifier"], message);
}

/** Throws `invalid_input` with a problem for each slug that is not on the list. */
export async function checkCategories(db: Database, slugs: string[]): Promise<void> {
  if (slugs.length === 0) return;
  const known = await listKnownSlugs(db, slugs);
  const msg = "there is no such category; GET /v1/model_categories lists what there is";
  const problems = slugs.flatMap((slug, index) =>
    known.includes(slug)
      ? []
      : [{ loc: ["body", "category_slugs", index], msg, type: "value_error" }],
  );
  if (problems.length > 0) throw new HeadgateError("invalid_input", msg, { problems });
}
