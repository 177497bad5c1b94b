import { parseJson } from "../adapters/body.ts";
import { authorize, unauthorized } from "./authorize.ts";
import { getGuarded } from "./get-guarded.ts";
import type { ImageName } from "./image-name.ts";
import { ImageFault, type RegistryAccess } from "./image.ts";
import { readBody } from "./read-body.ts";

/** One thing that a registry keeps, whole. */
export interface RegistryContent {
  /** Without parameters, lower case. */
  mediaType: string;
  bytes: Uint8Array;
  /** Undefined: it is no JSON. */
  json: unknown;
}

/** Reads from one repository over the OCI distribution API 1.1; asks for leave once, when the registry wants it. */
export class RegistrySession {
  readonly #access: RegistryAccess;
  readonly #name: ImageName;
  #authorization: { authorization?: string } = {};

  constructor(access: RegistryAccess, name: ImageName) {
    this.#access = access;
    this.#name = name;
  }

  /** `ghcr.io/team/upscaler`, for messages. */
  get place(): string {
    return `${this.#name.registry}/${this.#name.repository}`;
  }

  /** What is at a path such as `manifests/latest`. Null: nothing. Throws an `ImageFault` where that cannot be known. */
  async find(path: string, accept: string): Promise<RegistryContent | null> {
    const url = `${this.#name.origin}/v2/${this.#name.repository}/${path}`;
    const response = await this.#get(url, accept);
    const body = await readBody(this.#access, response, url);
    const { status } = response;
    if (status === 404) return null;
    if (status === 401 || status === 403) throw unauthorized(this.#access, this.#name);
    if (status !== 200) {
      throw new ImageFault("unavailable", `${this.#name.registry} answered with status ${status}`);
    }
    const [mediaType = ""] = (response.headers.get("content-type") ?? "").split(";");
    return {
      mediaType: mediaType.trim().toLowerCase(),
      bytes: body,
      json: parseJson(new TextDecoder().decode(body)),
    };
  }

  async #get(url: string, accept: string): Promise<Response> {
    const ask = (): Promise<Response> =>
      getGuarded(this.#access, url, { accept, ...this.#authorization });
    const response = await ask();
    if (response.status !== 401 || this.#authorization.authorization !== undefined) return response;
    await response.body?.cancel();
    this.#authorization = { authorization: await authorize(this.#access, this.#name, response) };
    return ask();
  }
}
