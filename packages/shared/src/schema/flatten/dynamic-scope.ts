import type { Place, Resource } from "./place.ts";

/**
 * The part of a dynamic scope that can matter: for each dynamic anchor, the place that the outermost
 * resource of the scope gives it.
 */
export type DynamicScope = ReadonlyMap<string, Place>;

export const emptyScope: DynamicScope = new Map();

/** The scope with the resource at its inner end, without the anchors that nobody asks for. */
export function enterScope(
  scope: DynamicScope,
  { dynamicAnchors }: Resource,
  asked: ReadonlySet<string>,
): DynamicScope {
  const entered = new Map<string, Place>();
  for (const anchor of asked) {
    const place = scope.get(anchor) ?? dynamicAnchors.get(anchor);
    if (place !== undefined) entered.set(anchor, place);
  }
  return entered;
}

/** The same text for the same scope. */
export function scopeKey(scope: DynamicScope): string {
  if (scope.size === 0) return "";
  const entries = Array.from(scope, ([anchor, place]) => JSON.stringify([anchor, place.name]));
  return entries.toSorted().join();
}
