const fixedAddress = /^\s*(?:resolution:.*\b)?(?:tarball|registry):\s*["']?[a-z+]+:\/\//i;

/** The 1-based numbers of the lines of a pnpm lockfile that tie an install to one host. */
export function findHosts(lockfile: string): number[] {
  return lockfile
    .split("\n")
    .flatMap((text, index) => (fixedAddress.test(text) ? [index + 1] : []));
}
