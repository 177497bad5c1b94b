/** An absolute URI without its fragment, and the fragment as it was written. */
export interface ResolvedUri {
  uri: string;
  fragment: string;
}

/** Null for what is no URI reference, or cannot be resolved against the base. */
export function resolveUri(reference: string, base: string): ResolvedUri | null {
  const hash = reference.indexOf("#");
  const before = hash === -1 ? reference : reference.slice(0, hash);
  const fragment = hash === -1 ? "" : reference.slice(hash + 1);
  // Against `urn:` only a fragment can be resolved, and the empty reference is none to the URL class.
  if (before === "") return { uri: base, fragment };
  try {
    return { uri: new URL(before, base).href, fragment };
  } catch {
    // The constructor throws for nothing but an invalid URI.
    return null;
  }
}

/** Null where percent signs are no escapes. */
export function decodeFragment(fragment: string): string | null {
  try {
    return decodeURIComponent(fragment);
  } catch {
    // The same: such a fragment names nothing.
    return null;
  }
}
