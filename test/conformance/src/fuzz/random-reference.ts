import type { Builder, Place, Region } from "./schema-builder.ts";

/** `$ref` or `$dynamicRef` with a target, or nothing where no target is allowed. */
export function randomReference(builder: Builder, at: Place): Record<string, string> {
  if (at.region.isDynamic) return {};
  const { random, regions } = builder;
  if (builder.usesDynamicRefs && random.chance(0.5)) {
    const dynamic = regions.filter((region) => region.isDynamic);
    const target = dynamic[random.below(dynamic.length)];
    if (target !== undefined) return { $dynamicRef: spell(builder, at, { target, to: "node" }) };
  }
  const complete = regions.filter((region) => region.isComplete && !region.isTainted);
  const recursive = at.region.isDefinition ? [] : regions.filter((region) => region.isDefinition);
  const candidates = random.chance(0.5) && recursive.length > 0 ? recursive : complete;
  const target = candidates[random.below(candidates.length)];
  if (target === undefined) return {};
  if (!target.isComplete || target.isTainted) at.region.isTainted = true;
  const byAnchor = target.anchor !== null && random.chance(0.5);
  return { $ref: spell(builder, at, { target, to: byAnchor ? target.anchor : target.pointer }) };
}

/** The same URI can be written in full, or by what differs from where the reference stands. */
function spell(
  { random, uri }: Builder,
  at: Place,
  { target, to }: { target: Region; to: string | null },
): string {
  const fragment = to === null || to === "" ? "" : `#${to}`;
  if (target.resource === at.resource && (uri === "" || random.chance(0.6))) return fragment || "#";
  const base = random.chance(0.5) ? target.resource : target.resource.replace(/^.*\//, "");
  return base + fragment;
}
