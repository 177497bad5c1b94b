import { afterAll, beforeAll, describe, test } from "vitest";

import { findImage, type ImageLookup, type ImageQuery } from "@headgate/routing/images";

import { passwords } from "./registry/passwords.ts";
import { digestOf, pushBlob, pushImage, pushIndex, pushManifest } from "./registry/push-image.ts";
import { hasRegistry, type Registry, startRegistry } from "./registry/start-registry.ts";
import { startTokenServer, type TokenServer } from "./registry/start-token-server.ts";

const nothing = digestOf(Buffer.from("nothing"));
const { user, password, htpasswd, authorization: basic } = passwords;

interface Caller {
  credentials?: { username: string; password: string } | null;
  allowPrivate?: boolean;
}

function find(
  query: Partial<ImageQuery> & { registry: string; digest: string },
  { credentials = null, allowPrivate = true }: Caller = {},
): Promise<ImageLookup> {
  const urlPolicy = { allowPrivate, ownHosts: [] };
  const access = { fetch, urlPolicy, credentials, signal: AbortSignal.timeout(10_000) };
  return findImage(access, { repository: "team/upscaler", tag: null, ...query });
}

describe.skipIf(!hasRegistry)("an image in an open registry", () => {
  let registry: Registry;
  const repository = "team/upscaler";

  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  test.for(["oci", "docker"] as const)(
    "of the %s kind is found with its size and platform",
    async (kind, { expect }) => {
      const { host } = registry;
      const pushed = await pushImage({ host, repository }, { kind, architecture: "arm64" });
      expect(await find({ registry: host, digest: pushed.digest })).toEqual({
        found: true,
        image: {
          mediaType: pushed.mediaType,
          sizeBytes: pushed.sizeBytes,
          platforms: ["linux/arm64"],
          tagMatches: null,
        },
      });
    },
  );

  test.for(["oci", "docker"] as const)(
    "for several platforms is found as an index of the %s kind",
    async (kind, { expect }) => {
      const { host } = registry;
      const target = { host, repository };
      const amd = await pushImage(target, { kind });
      const arm = await pushImage(target, { kind, architecture: "arm64" });
      const images = [
        { ...amd, platform: { os: "linux", architecture: "amd64" } },
        { ...arm, platform: { os: "linux", architecture: "arm64", variant: "v8" } },
        { ...amd, platform: { os: "unknown", architecture: "unknown" } },
      ];
      const index = await pushIndex(target, images, kind);
      expect(await find({ registry: host, digest: index.digest })).toEqual({
        found: true,
        image: {
          mediaType: index.mediaType,
          sizeBytes: Math.max(amd.sizeBytes, arm.sizeBytes),
          platforms: ["linux/amd64", "linux/arm64/v8"],
          tagMatches: null,
        },
      });
    },
  );

  test("is known to be what its tag stands for, or not any more", async ({ expect }) => {
    const { host } = registry;
    const { digest } = await pushImage({ host, repository }, { tag: "latest" });
    const query = { registry: host, digest, tag: "latest" };
    expect(await find(query)).toMatchObject({ image: { tagMatches: true } });
    await pushImage({ host, repository }, { tag: "latest" });
    expect(await find(query)).toMatchObject({ image: { tagMatches: false } });
    expect(await find({ ...query, tag: "gone" })).toMatchObject({ image: { tagMatches: false } });
  });

  test("is missing under another digest, and in a repository that is not there", async ({
    expect,
  }) => {
    const { host } = registry;
    const { digest } = await pushImage({ host, repository });
    const advice = "push the image first, or name the digest that the push printed";
    expect(await find({ registry: host, digest: nothing })).toEqual({
      found: false,
      reason: "not_found",
      message: `${host}/team/upscaler has no ${nothing}: ${advice}`,
    });
    expect(await find({ registry: host, digest, repository: "team/other" })).toEqual({
      found: false,
      reason: "not_found",
      message: `${host}/team/other has no ${digest}: ${advice}`,
    });
  });

  test("is none where the digest is of something else", async ({ expect }) => {
    const target = { host: registry.host, repository };
    const mediaType = "application/vnd.oci.image.manifest.v1+json";
    const chart = "application/vnd.cncf.helm.config.v1+json";
    const config = await pushBlob(target, chart, Buffer.from("{}"));
    const { digest } = await pushManifest(target, {
      ...{ schemaVersion: 2, mediaType, config, layers: [] },
    });
    expect(await find({ registry: registry.host, digest })).toEqual({
      found: false,
      reason: "not_an_image",
      message: `what the registry has there is no image: it is ${chart}`,
    });
  });

  test("is not taken for what it was once its bytes have changed", async ({ expect }) => {
    const { host } = registry;
    const { digest } = await pushImage({ host, repository });
    const other = await pushImage({ host, repository });
    const answer = await fetch(`http://${host}/v2/${repository}/manifests/${other.digest}`, {
      headers: { accept: other.mediaType },
    });
    await registry.damage(digest, await answer.text());
    expect(await find({ registry: host, digest })).toEqual({
      found: false,
      reason: "digest_mismatch",
      message: `${host}/${repository} sent ${other.digest} for ${digest}: its content is damaged, or was changed on the way`,
    });
  });

  test("is not asked for on this machine unless the operator allows it", async ({ expect }) => {
    const { digest } = await pushImage({ host: registry.host, repository });
    const lookup = await find({ registry: registry.host, digest }, { allowPrivate: false });
    expect(lookup).toMatchObject({ found: false, reason: "refused" });
  });
});

describe.skipIf(!hasRegistry)("an image in a registry with passwords", () => {
  let registry: Registry;
  let digest: string;

  beforeAll(async () => {
    const auth = { htpasswd: { realm: "tests", path: "FOLDER/htpasswd" } };
    registry = await startRegistry({ auth, files: { htpasswd } });
    const target = { host: registry.host, repository: "team/upscaler", authorization: basic };
    ({ digest } = await pushImage(target));
  });
  afterAll(() => registry.stop());

  test("is found with the right one", async ({ expect }) => {
    const credentials = { username: user, password };
    const lookup = await find({ registry: registry.host, digest }, { credentials });
    expect(lookup).toMatchObject({ found: true, image: { platforms: ["linux/amd64"] } });
  });

  test("is not shown to a wrong one, nor to none", async ({ expect }) => {
    const { host } = registry;
    const wrong = { username: user, password: "wrong" };
    expect(await find({ registry: host, digest }, { credentials: wrong })).toEqual({
      found: false,
      reason: "unauthorized",
      message: `${host} does not let pusher pull team/upscaler: check the credentials stored under /v1/registries/${host}`,
    });
    expect(await find({ registry: host, digest })).toEqual({
      found: false,
      reason: "unauthorized",
      message: `${host} shows team/upscaler to nobody without credentials, if it has it: store them with PUT /v1/registries/${host}`,
    });
  });
});

describe.skipIf(!hasRegistry)("an image in a registry with a token server", () => {
  let tokens: TokenServer;
  let registry: Registry;

  beforeAll(async () => {
    tokens = await startTokenServer(user, password);
    registry = await startRegistry(tokens.registry);
  });
  afterAll(() => Promise.all([registry.stop(), tokens.stop()]));

  async function push(repository: string): Promise<string> {
    const authorization = tokens.authorize(repository, ["pull", "push"]);
    return (await pushImage({ host: registry.host, repository, authorization })).digest;
  }

  test("is found with a token for its repository, got with the credentials", async ({ expect }) => {
    const digest = await push("team/upscaler");
    const credentials = { username: user, password };
    tokens.seen.length = 0;
    const lookup = await find({ registry: registry.host, digest }, { credentials });
    expect(lookup).toMatchObject({ found: true });
    expect(tokens.seen).toEqual([
      { service: "registry.test", scope: "repository:team/upscaler:pull", authorization: basic },
    ]);
  });

  test("is found by anybody where the token server lets them", async ({ expect }) => {
    const digest = await push("public/upscaler");
    const query = { registry: registry.host, repository: "public/upscaler", digest };
    expect(await find(query)).toMatchObject({ found: true });
  });

  test("is not shown without credentials, nor with wrong ones", async ({ expect }) => {
    const digest = await push("team/upscaler");
    const query = { registry: registry.host, digest };
    expect(await find(query)).toMatchObject({ found: false, reason: "unauthorized" });
    const credentials = { username: user, password: "wrong" };
    expect(await find(query, { credentials })).toMatchObject({
      found: false,
      reason: "unauthorized",
    });
  });
});

describe.skipIf(!hasRegistry)("an image in a registry that is down", () => {
  test("may be there another time", async ({ expect }) => {
    const registry = await startRegistry();
    const { digest } = await pushImage({ host: registry.host, repository: "team/upscaler" });
    await registry.stop();
    expect(await find({ registry: registry.host, digest })).toEqual({
      found: false,
      reason: "unavailable",
      message: `the registry could not be reached at ${registry.host}`,
    });
  });
});
