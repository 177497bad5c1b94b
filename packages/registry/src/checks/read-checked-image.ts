import type { CheckedImage, CheckSubject } from "@headgate/database";
import { invalidInput, registryName } from "@headgate/shared";

const loc = ["body", "container_image"];

/**
 * Where a version's image is to be looked for: where the version itself says, else where `given` does. `invalid_input` where neither
 * does, or both.
 */
export function readCheckedImage(
  { content }: CheckSubject,
  given: { registry: string; repository: string; tag?: string } | undefined,
): CheckedImage {
  const known = knownImage(content);
  if (known !== null && given !== undefined) {
    const message = `the version's image is in ${known.registry}/${known.repository}: leave this out`;
    throw invalidInput(loc, message);
  }
  if (known !== null) return known;
  if (given === undefined) {
    const message = "the version does not say where its image is: give `container_image` here";
    throw invalidInput(loc, message, "missing");
  }
  if (registryName(given.registry) === null) {
    const message = `"${given.registry}" is not the host of a registry, such as ghcr.io or registry.example.com:5000`;
    throw invalidInput([...loc, "registry"], message);
  }
  return { registry: given.registry, repository: given.repository, tag: given.tag ?? null };
}

/** Null: the version does not say. */
function knownImage({ image }: CheckSubject["content"]): CheckedImage | null {
  const { registry = null, repository = null, tag = null } = image ?? {};
  return registry === null || repository === null ? null : { registry, repository, tag };
}
