const dockerHubNames = ["docker.io", "index.docker.io", "registry-1.docker.io"];

/** RFC 1123 labels or an IPv4 address, and a port. */
const hostPattern =
  /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?$/;
const maxHostLength = 255;

/**
 * The one name of an OCI registry, under which its credentials are kept: lower case, and `docker.io` for whatever Docker Hub is called.
 * Null: it is no host, with or without a port.
 */
export function registryName(text: string): string | null {
  const host = text.toLowerCase();
  if (host.length > maxHostLength || !hostPattern.test(host)) return null;
  return dockerHubNames.includes(host) ? "docker.io" : host;
}
