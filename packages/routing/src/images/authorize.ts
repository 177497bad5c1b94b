import { parseJson } from "../adapters/body.ts";
import { getGuarded } from "./get-guarded.ts";
import type { ImageName } from "./image-name.ts";
import { ImageFault, type RegistryAccess, type RegistryCredentials } from "./image.ts";
import { type Challenge, parseChallenges } from "./parse-challenges.ts";
import { readBody } from "./read-body.ts";

/** The `Authorization` that the registry's 401 asks for, to pull from one repository. Throws an `ImageFault` where it cannot be had. */
export async function authorize(
  access: RegistryAccess,
  name: ImageName,
  response: Response,
): Promise<string> {
  const challenges = parseChallenges(response.headers.get("www-authenticate") ?? "");
  const bearer = challenges.find(({ scheme }) => scheme === "bearer");
  if (bearer !== undefined) return `Bearer ${await getToken(access, name, bearer)}`;
  if (!challenges.some(({ scheme }) => scheme === "basic")) {
    const message = `${name.registry} asks for a kind of authentication that is neither Basic nor Bearer`;
    throw new ImageFault("unauthorized", message);
  }
  if (access.credentials === null) throw unauthorized(access, name);
  return basic(access.credentials);
}

/** Says whether credentials are missing or not good enough. */
export function unauthorized({ credentials }: RegistryAccess, name: ImageName): ImageFault {
  const { registry, repository } = name;
  const message =
    credentials === null
      ? `${registry} shows ${repository} to nobody without credentials, if it has it: store them with PUT /v1/registries/${registry}`
      : `${registry} does not let ${credentials.username} pull ${repository}: check the credentials stored under /v1/registries/${registry}`;
  return new ImageFault("unauthorized", message);
}

/** The token flow of the distribution registries: a GET to the realm, with Basic where there are credentials. */
async function getToken(
  access: RegistryAccess,
  name: ImageName,
  { parameters }: Challenge,
): Promise<string> {
  const realm = parameters.get("realm") ?? "";
  if (!URL.canParse(realm)) {
    throw new ImageFault("unavailable", `${name.registry} does not say where its tokens come from`);
  }
  const url = new URL(realm);
  const service = parameters.get("service");
  if (service !== undefined) url.searchParams.set("service", service);
  url.searchParams.set("scope", `repository:${name.repository}:pull`);
  const { credentials } = access;
  const headers = credentials === null ? {} : { authorization: basic(credentials) };
  const response = await getGuarded(access, url.href, { accept: "application/json", ...headers });
  const body = await readBody(access, response, url.href);
  if (response.status >= 400 && response.status < 404) throw unauthorized(access, name);
  const token = readToken(body);
  if (response.ok && token !== null) return token;
  const message = `${url.host} gave no token for ${name.registry}: status ${response.status}`;
  throw new ImageFault("unavailable", message);
}

/** Some send it under the one name, some under the other. */
function readToken(body: Uint8Array): string | null {
  const parsed = parseJson(new TextDecoder().decode(body));
  if (typeof parsed !== "object" || parsed === null) return null;
  const tokens: unknown[] = [Reflect.get(parsed, "token"), Reflect.get(parsed, "access_token")];
  return tokens.find(isToken) ?? null;
}

/** Nothing else may go into a header. */
function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}

function basic({ username, password }: RegistryCredentials): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
