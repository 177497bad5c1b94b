import { HeadgateError, invalidInput, registryName } from "@headgate/shared";

/** The registry that a path segment names. Throws `invalid_input` at `path.host` for what is none. */
export function readHost(text: string): string {
  const host = registryName(text);
  if (host !== null) return host;
  const message = `"${text.slice(0, 100)}" is not the host of a registry, such as ghcr.io or registry.example.com:5000`;
  throw invalidInput(["path", "host"], message);
}

export function noRegistry(host: string): HeadgateError {
  return new HeadgateError("not_found", `you have no credentials for ${host}`);
}
