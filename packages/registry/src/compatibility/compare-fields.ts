import {
  canonicalText,
  type ComparedField,
  type VersionComparison,
  type VersionWithDetails,
} from "@headgate/shared";
import { versionContent } from "@headgate/shared/wire";

type Field = keyof VersionWithDetails;
type Fields = { [field: string]: ComparedField };
type Groups = Pick<VersionComparison, "card" | "resources" | "statistics">;

/** Says which version it is, or is compared in its own way. */
const apart: ReadonlySet<string> = new Set<Field>([
  "number",
  "version",
  "id",
  "created_at",
  "updated_at",
  "revision",
  "schemas",
  "statistics",
]);
const resources: ReadonlySet<string> = new Set([
  ...(["container_image", "container_image_digest", "processing"] satisfies Field[]),
  ...Object.keys(versionContent),
]);

/** What two versions say of themselves besides their schemas, side by side. */
export function compareFields(before: VersionWithDetails, after: VersionWithDetails): Groups {
  const [older, newer] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const groups: Record<"card" | "resources", Fields> = { resources: {}, card: {} };
  for (const field of new Set([...older.keys(), ...newer.keys()])) {
    if (apart.has(field)) continue;
    const group = resources.has(field) ? groups.resources : groups.card;
    group[field] = compareValues(older.get(field), newer.get(field));
  }
  return { ...groups, statistics: compareValues(before.statistics, after.statistics) };
}

function compareValues(before: unknown, after: unknown): ComparedField {
  const [older, newer] = [before ?? null, after ?? null];
  return { before: older, after: newer, is_same: areSame(older, newer) };
}

/** The same JSON, in whichever order its members are. */
export function areSame(before: unknown, after: unknown): boolean {
  return canonicalText(before) === canonicalText(after);
}
