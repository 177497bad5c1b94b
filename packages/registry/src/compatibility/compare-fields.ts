import { canonicalText, type ComparedField, type VersionWithDetails } from "@headgate/shared";

type Field = keyof VersionWithDetails;
type Fields = { [field: string]: ComparedField };

/** Says which version it is, or is compared schema by schema. */
const identity: ReadonlySet<string> = new Set<Field>([
  "number",
  "version",
  "id",
  "created_at",
  "updated_at",
  "revision",
  "schemas",
]);
const resources: ReadonlySet<string> = new Set<Field>(["container_image_digest", "processing"]);

/** What two versions say of themselves besides their schemas, side by side. */
export function compareFields(
  before: VersionWithDetails,
  after: VersionWithDetails,
): { resources: Fields; card: Fields } {
  const [older, newer] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const compared: { resources: Fields; card: Fields } = { resources: {}, card: {} };
  for (const field of new Set([...older.keys(), ...newer.keys()])) {
    if (identity.has(field)) continue;
    const group = resources.has(field) ? compared.resources : compared.card;
    group[field] = compareValues(older.get(field), newer.get(field));
  }
  return compared;
}

function compareValues(before: unknown, after: unknown): ComparedField {
  const [older, newer] = [before ?? null, after ?? null];
  return { before: older, after: newer, is_same: areSame(older, newer) };
}

/** The same JSON, in whichever order its members are. */
export function areSame(before: unknown, after: unknown): boolean {
  return canonicalText(before) === canonicalText(after);
}
