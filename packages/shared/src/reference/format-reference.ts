import type { Reference, Selector } from "./reference.ts";

/** The text that `parseReference` reads back as the same reference. */
export function formatReference(reference: Reference): string {
  if (reference.kind === "id") return reference.id;
  return `${reference.owner}/${reference.name}${formatSelector(reference.selector)}`;
}

function formatSelector(selector: Selector): string {
  switch (selector.kind) {
    case "primary":
      return "";
    case "number":
      return `:${selector.number}`;
    case "semver":
      return `:${selector.version}`;
    case "id":
      return `:${selector.id}`;
    case "alias":
      return `@${selector.alias}`;
  }
}
