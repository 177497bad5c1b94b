import { registryName } from "@headgate/shared";

import { ImageFault, type ImageQuery } from "./image.ts";

/** Where an image is. */
export interface ImageName {
  /** What people call the registry, and credentials are kept under: `docker.io`. */
  registry: string;
  /** Scheme and host that its API is at. */
  origin: string;
  repository: string;
}

const dockerHubHost = "registry-1.docker.io";

/** A part of a repository's name, by the distribution specification 1.1. */
const partPattern = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const maxRepositoryLength = 255;

/** Throws an `ImageFault` for names that no registry has. */
export function parseImageName({ registry, repository }: ImageQuery): ImageName {
  const name = registryName(registry);
  if (name === null) {
    const example = "such as ghcr.io or registry.example.com:5000";
    throw new ImageFault("refused", `"${registry}" is not the host of a registry, ${example}`);
  }
  const isRepository =
    repository.length <= maxRepositoryLength &&
    repository.split("/").every((part) => partPattern.test(part));
  if (!isRepository) {
    const rule = "lower-case letters and digits, with . _ - between them and / between its parts";
    throw new ImageFault("refused", `"${repository}" is not the name of a repository: ${rule}`);
  }
  return name === "docker.io"
    ? { registry: name, origin: `https://${dockerHubHost}`, repository: officialName(repository) }
    : { registry: name, origin: originOf(name), repository };
}

/** Docker Hub's own images are in `library`. */
function officialName(repository: string): string {
  return repository.includes("/") ? repository : `library/${repository}`;
}

/** As Docker does: without TLS on the same machine only. Whether that may be asked at all is for the guard to say. */
function originOf(registry: string): string {
  const [host = ""] = registry.split(":");
  const isLoopback = host === "localhost" || host.startsWith("127.");
  return `${isLoopback ? "http" : "https"}://${registry}`;
}
