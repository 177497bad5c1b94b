import { readBytes } from "../adapters/body.ts";
import { unanswered } from "./get-guarded.ts";
import { ImageFault, type RegistryAccess } from "./image.ts";

/** What the distribution specification 1.1 lets a manifest have. */
const maxMiB = 4;

/** The body of what `url` answered. Throws an `ImageFault` for one that is too large or breaks off. */
export async function readBody(
  { signal }: RegistryAccess,
  response: Response,
  url: string,
): Promise<Uint8Array> {
  const body = await readBytes(response, maxMiB * 2 ** 20).catch(() => {
    throw unanswered(url, signal);
  });
  if (body !== null) return body;
  const { host } = new URL(url);
  throw new ImageFault("not_an_image", `${host} sent more than ${maxMiB} MiB as a description`);
}
