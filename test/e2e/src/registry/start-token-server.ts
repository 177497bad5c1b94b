import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";

import { createCertificate } from "./create-certificate.ts";

export interface SeenTokenRequest {
  service: string | null;
  scope: string | null;
  authorization: string | undefined;
}

/** Gives tokens that a `docker-registry` takes, as the token servers of public registries do. */
export interface TokenServer {
  /** What `startRegistry` takes. */
  registry: { auth: object; files: Record<string, string> };
  seen: SeenTokenRequest[];
  /** The `Authorization` for one repository. */
  authorize(repository: string, actions: string[]): string;
  stop(): Promise<void>;
}

const service = "registry.test";
const issuer = "the tests";

/** Whoever sends `password` may pull everything; whoever sends nothing, what is below `public/`. Others are refused. */
export async function startTokenServer(user: string, password: string): Promise<TokenServer> {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const seen: SeenTokenRequest[] = [];
  const server = createServer((request, response) => {
    const asked = readRequest(request);
    seen.push(asked);
    const [, repository = "", actions = ""] = (asked.scope ?? "").split(":");
    const isKnown = asked.authorization === expected;
    const isRefused = asked.authorization !== undefined && !isKnown;
    const granted = isKnown || repository.startsWith("public/") ? actions.split(",") : [];
    const body = isRefused ? {} : { token: createToken(keys, repository, granted) };
    response.writeHead(isRefused ? 401 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  const rootcertbundle = "FOLDER/token.pem";
  const realm = `http://127.0.0.1:${port}/token`;
  return {
    registry: {
      auth: { token: { realm, service, issuer, rootcertbundle } },
      files: { "token.pem": createCertificate(keys) },
    },
    seen,
    authorize: (repository, actions) => `Bearer ${createToken(keys, repository, actions)}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function readRequest({ url, headers }: IncomingMessage): SeenTokenRequest {
  const { searchParams } = new URL(url ?? "", "http://localhost");
  const { authorization } = headers;
  return {
    service: searchParams.get("service"),
    scope: searchParams.get("scope"),
    authorization,
  };
}

/** By the token specification of the distribution project: a JWT with `access`. */
function createToken(
  { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject },
  name: string,
  actions: string[],
): string {
  const nowS = Math.floor(Date.now() / 1000);
  const header = { typ: "JWT", alg: "ES256", kid: keyId(publicKey) };
  const access = actions.length === 0 ? [] : [{ type: "repository", name, actions }];
  const times = { iat: nowS, nbf: nowS - 60, exp: nowS + 60 };
  const claims = { iss: issuer, aud: service, sub: "", jti: "1", ...times, access };
  const content = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const key = { key: privateKey, dsaEncoding: "ieee-p1363" } as const;
  return `${content}.${sign("sha256", Buffer.from(content), key).toString("base64url")}`;
}

/** The first 240 bits of the key's SHA-256 in base32, in groups of four. */
function keyId(key: KeyObject): string {
  const der = key.export({ type: "spki", format: "der" });
  const bytes = createHash("sha256").update(der).digest().subarray(0, 30);
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const text = (bits.match(/.{5}/g) ?? []).map((five) => alphabet[parseInt(five, 2)]).join("");
  return (text.match(/.{4}/g) ?? []).join(":");
}
