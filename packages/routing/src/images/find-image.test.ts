import { describe, test } from "vitest";

import { FakeRegistry, repositoryUrl, types } from "../../test/fake-registry.ts";

const credentials = { username: "jöhn", password: "päss" };
const basic = `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode("jöhn:päss")))}`;
const challenge = { "www-authenticate": 'Bearer realm="https://auth.example.com/token?a=1"' };
const refused = { found: false, reason: "refused" };
const notAnImage = { found: false, reason: "not_an_image" };
const unavailable = { found: false, reason: "unavailable" };

describe("what a registry sends", () => {
  test("is an image of the size of all its parts", async ({ expect }) => {
    const registry = new FakeRegistry();
    const digest = registry.putImage();
    expect(await registry.find({ digest })).toEqual({
      found: true,
      image: {
        mediaType: types.image,
        sizeBytes: 320,
        platforms: ["linux/amd64"],
        tagMatches: null,
      },
    });
  });

  test.for([
    ["both kinds at once", { manifests: [] }],
    ["of another kind than it is sent as", { mediaType: types.index }],
    ["of Docker's first schema", { schemaVersion: 1 }],
    ["without layers", { layers: null }],
    ["with half a layer", { layers: [{ digest: "sha256:0", size: 1 }] }],
    [
      "with a layer of a negative size",
      { layers: [{ mediaType: types.layer, digest: `sha256:${"0".repeat(64)}`, size: -1 }] },
    ],
    ["without a configuration", { config: undefined }],
  ] as const)("is no image where it is %s", async ([, changes], { expect }) => {
    const registry = new FakeRegistry();
    expect(await registry.find({ digest: registry.putImage(changes) })).toMatchObject(notAnImage);
  });

  test.for(["", "{", "null", "[]", "<html>"])("is no image as %j", async (text, { expect }) => {
    const registry = new FakeRegistry();
    const digest = registry.put("manifests", types.image, text);
    expect(await registry.find({ digest })).toMatchObject(notAnImage);
  });

  test("is no image where it is an index of nothing, or of too much", async ({ expect }) => {
    const registry = new FakeRegistry();
    const put = (manifests: unknown[]): string =>
      registry.put("manifests", types.index, { schemaVersion: 2, manifests });
    expect(await registry.find({ digest: put([]) })).toMatchObject(notAnImage);
    const image = registry.putImage();
    const entries = (length: number): unknown[] =>
      Array.from({ length }, () => ({ mediaType: types.image, digest: image, size: 9 }));
    expect(await registry.find({ digest: put(entries(17)) })).toMatchObject(notAnImage);
    expect(await registry.find({ digest: put(entries(16)) })).toMatchObject({
      found: true,
      image: { platforms: Array(16).fill("linux/amd64") },
    });
  });

  test("is missing where one platform of an index is", async ({ expect }) => {
    const registry = new FakeRegistry();
    const gone = `sha256:${"1".repeat(64)}`;
    const manifests = [{ mediaType: types.image, digest: gone, size: 9 }];
    const digest = registry.put("manifests", types.index, { schemaVersion: 2, manifests });
    const lookup = await registry.find({ digest });
    expect(lookup).toMatchObject({ found: false, reason: "not_found" });
    expect(lookup).toHaveProperty("message", expect.stringContaining(gone));
  });

  test("is read up to 4 MiB", async ({ expect }) => {
    const registry = new FakeRegistry();
    const digest = registry.put("manifests", types.image, "x".repeat(4 * 2 ** 20 + 1));
    expect(await registry.find({ digest })).toMatchObject(notAnImage);
  });

  test("is not believed where it is not what was asked for", async ({ expect }) => {
    const registry = new FakeRegistry();
    const digest = registry.putImage();
    const headers = { "content-type": types.image, "docker-content-digest": digest };
    const url = `${repositoryUrl}/manifests/${digest}`;
    registry.answer(url, () => Response.json({ schemaVersion: 2 }, { headers }));
    expect(await registry.find({ digest })).toMatchObject({ reason: "digest_mismatch" });
  });
});

describe("a registry that sends elsewhere", () => {
  test("is followed, without the credentials", async ({ expect }) => {
    const registry = new FakeRegistry();
    const digest = registry.putImage();
    const [path, store] = [`${repositoryUrl}/manifests/${digest}`, "https://store.example.com/x"];
    const text = await (await registry.fetch(path)).text();
    registry.answer(path, ({ headers }) =>
      headers.has("authorization")
        ? new Response(null, { status: 307, headers: { location: `${store}?signed=1` } })
        : new Response(null, { status: 401, headers: { "www-authenticate": "Basic" } }),
    );
    registry.answer(store, () => new Response(text, { headers: { "content-type": types.image } }));
    registry.asked.length = 0;
    expect(await registry.find({ digest }, { credentials })).toMatchObject({ found: true });
    expect(registry.asked.slice(0, 3)).toEqual([
      { url: path, authorization: null },
      { url: path, authorization: basic },
      { url: `${store}?signed=1`, authorization: null },
    ]);
  });

  test.for([
    "http://store.example.com/",
    "https://169.254.169.254/latest/meta-data",
    "https://metadata.internal/",
    "https://headgate.example.com/v1/user",
  ])("is not followed to %s", async (location, { expect }) => {
    const registry = new FakeRegistry();
    const digest = registry.putImage();
    const answer = (): Response => new Response(null, { status: 302, headers: { location } });
    registry.answer(`${repositoryUrl}/manifests/${digest}`, answer);
    expect(await registry.find({ digest })).toMatchObject(refused);
    expect(registry.asked).toHaveLength(1);
  });

  test.for(["", "http://"])("to %j and round again is given up", async (to, { expect }) => {
    const registry = new FakeRegistry();
    const digest = registry.putImage();
    const url = `${repositoryUrl}/manifests/${digest}`;
    const headers = { location: to === "" ? url : to };
    registry.answer(url, () => new Response(null, { status: 302, headers }));
    expect(await registry.find({ digest })).toMatchObject(unavailable);
    expect(registry.asked.length).toBeLessThanOrEqual(5);
  });
});

describe("a registry that wants a token", () => {
  function registryOf(answer: () => Response): { registry: FakeRegistry; digest: string } {
    const registry = new FakeRegistry();
    const digest = registry.putImage();
    registry.answer(
      `${repositoryUrl}/manifests/${digest}`,
      () => new Response(null, { status: 401, headers: challenge }),
    );
    registry.answer("https://auth.example.com/token", answer);
    return { registry, digest };
  }

  test.for(["token", "access_token"])("gets it by the name %s", async (key, { expect }) => {
    const { registry, digest } = registryOf(() => Response.json({ [key]: "abc" }));
    expect(await registry.find({ digest }, { credentials })).toMatchObject({
      reason: "unauthorized",
    });
    expect(registry.asked.slice(1)).toEqual([
      {
        url: "https://auth.example.com/token?a=1&scope=repository%3Ateam%2Fupscaler%3Apull",
        authorization: basic,
      },
      { url: `${repositoryUrl}/manifests/${digest}`, authorization: "Bearer abc" },
    ]);
  });

  test.for([
    [() => Response.json({ token: "a\r\nx: y" }), "unavailable"],
    [() => Response.json({}), "unavailable"],
    [() => new Response("<html>"), "unavailable"],
    [() => new Response(null, { status: 503 }), "unavailable"],
    [() => new Response(null, { status: 403 }), "unauthorized"],
  ] as const)("gets none from a bad answer, %#", async ([answer, reason], { expect }) => {
    const { registry, digest } = registryOf(answer);
    expect(await registry.find({ digest })).toMatchObject({ found: false, reason });
    expect(registry.asked).toHaveLength(2);
  });

  test.for(["https://127.0.0.1/token", "http://auth.example.com/token"])(
    "does not make Headgate ask %s for it",
    async (realm, { expect }) => {
      const { registry, digest } = registryOf(() => Response.json({ token: "abc" }));
      const headers = { "www-authenticate": `Bearer realm="${realm}"` };
      const url = `${repositoryUrl}/manifests/${digest}`;
      registry.answer(url, () => new Response(null, { status: 401, headers }));
      expect(await registry.find({ digest }, { credentials })).toMatchObject(refused);
      expect(registry.asked).toHaveLength(1);
    },
  );

  test.for(["", "Negotiate", "Bearer", 'Bearer realm="/token"'])(
    "is not understood as %j",
    async (header, { expect }) => {
      const { registry, digest } = registryOf(() => Response.json({ token: "abc" }));
      const headers = { "www-authenticate": header };
      const url = `${repositoryUrl}/manifests/${digest}`;
      registry.answer(url, () => new Response(null, { status: 401, headers }));
      expect(await registry.find({ digest })).toMatchObject({ found: false });
      expect(registry.asked).toHaveLength(1);
    },
  );
});

describe("a registry in trouble", () => {
  test.for([429, 500, 502, 503, 204])(
    "with status %d may be well later",
    async (status, { expect }) => {
      const registry = new FakeRegistry();
      const digest = registry.putImage();
      const url = `${repositoryUrl}/manifests/${digest}`;
      registry.answer(url, () => new Response(null, { status }));
      expect(await registry.find({ digest })).toEqual({
        ...unavailable,
        message: `ghcr.io answered with status ${status}`,
      });
    },
  );

  test("that breaks off, or takes too long, may be well later", async ({ expect }) => {
    const registry = new FakeRegistry();
    const digest = registry.putImage();
    const broken = new ReadableStream({ pull: (stream) => stream.error(new Error("broken off")) });
    const url = `${repositoryUrl}/manifests/${digest}`;
    registry.answer(url, () => new Response(broken));
    expect(await registry.find({ digest })).toMatchObject(unavailable);
    expect(await registry.find({ digest }, { signal: AbortSignal.abort() })).toEqual({
      ...unavailable,
      message: "the registry did not answer in time at ghcr.io",
    });
  });

  test.for(["10.0.0.1", "localhost:5000", "registry.internal", "ghcr.io:25"])(
    "is none at %s",
    async (name, { expect }) => {
      const registry = new FakeRegistry();
      const digest = registry.putImage();
      expect(await registry.find({ registry: name, digest })).toMatchObject(refused);
      expect(registry.asked).toEqual([]);
    },
  );

  test("is not asked for a tag that is none", async ({ expect }) => {
    const registry = new FakeRegistry();
    const digest = registry.putImage();
    expect(await registry.find({ digest, tag: "../x" })).toMatchObject(refused);
  });
});
