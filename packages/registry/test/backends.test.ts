import { describe, test } from "vitest";

import {
  createBackend,
  deleteBackend,
  getBackend,
  listBackends,
  patchBackend,
} from "../src/index.ts";
import { as, configOf, countRows, makeActor, makeVersion, next, removeVersion } from "./arrange.ts";
import { makeScene, refusal } from "./refusals.ts";

function address(): string {
  return `https://gpu-${next()}.example.com:8443/base`;
}

describe("a backend", () => {
  test("is registered with defaults, seen and listed by the owner", async ({ expect }) => {
    const { owner, hidden } = await makeScene();
    const url = address();
    const backend = await createBackend(as(owner), { query: {}, ...hidden, body: { url } });
    expect(backend).toEqual({
      ...{ id: backend.id, url, protocol: "cog", capacity: 1, weight: 1, status: "enabled" },
      ...{ region: null, labels: {}, settings: null, has_credentials: false },
      ...{ shard: 0, next_shard: null, probe: backend.probe },
      ...{ created_at: backend.created_at, updated_at: null },
    });
    expect(await getBackend(as(owner), { ...hidden, id: backend.id })).toEqual(backend);
    const second = await createBackend(as(owner), {
      query: {},
      ...hidden,
      body: { url: address(), protocol: "cog", capacity: 1000, weight: 0.25, status: "disabled" },
    });
    expect(second).toMatchObject({ capacity: 1000, weight: 0.25, status: "disabled" });
    const listed = await listBackends(as(owner), { ...hidden, query: {} });
    expect(listed).toEqual({ items: [backend, second], next_cursor: null, previous_cursor: null });
  });

  test("changes in what is named, and tells the gate so", async ({ expect }) => {
    const { owner, hidden } = await makeScene();
    const epoch = async () => (await configOf(owner, hidden)).whole.epoch;
    const backend = await createBackend(as(owner), {
      query: {},
      ...hidden,
      body: { url: address(), capacity: 4 },
    });
    const path = { ...hidden, id: backend.id };
    expect(await epoch()).toBe(2);
    const url = address();
    const patched = await patchBackend(as(owner), {
      query: {},
      ...path,
      body: { url, status: "disabled" },
    });
    expect(patched).toEqual({
      ...backend,
      url,
      status: "disabled",
      probe: patched.probe,
      updated_at: patched.updated_at,
    });
    expect(patched.updated_at).not.toBeNull();
    expect(await epoch()).toBe(3);
    await deleteBackend(as(owner), path);
    expect(await configOf(owner, hidden)).toMatchObject({
      whole: { epoch: 4, backends: [] },
    });
    for (const call of [
      getBackend(as(owner), path),
      patchBackend(as(owner), { query: {}, ...path, body: {} }),
      deleteBackend(as(owner), path),
    ]) {
      await expect(call).rejects.toMatchObject(refusal("not_found"));
    }
  });

  test("belongs to one version", async ({ expect }) => {
    const { owner, hidden, open } = await makeScene();
    const { id } = await createBackend(as(owner), {
      query: {},
      ...hidden,
      body: { url: address() },
    });
    const elsewhere = getBackend(as(owner), { ...open, id });
    await expect(elsewhere).rejects.toMatchObject(refusal("not_found"));
    await removeVersion(owner, hidden);
    const dead = createBackend(as(owner), { query: {}, ...hidden, body: { url: address() } });
    await expect(dead).rejects.toMatchObject(refusal("not_found"));
  });

  test("is refused at a URL that the version has, on another version not", async ({ expect }) => {
    const { owner, hidden } = await makeScene();
    const number = await makeVersion(owner, hidden);
    const [one, two] = [address(), address()];
    const create = (url: string, path = hidden) =>
      createBackend(as(owner), { query: {}, ...path, body: { url } });
    const { id } = await create(one);
    await create(two);
    await expect(create(one)).rejects.toMatchObject(refusal("conflict"));
    const moved = patchBackend(as(owner), { query: {}, ...hidden, id, body: { url: two } });
    await expect(moved).rejects.toMatchObject(refusal("conflict"));
    await expect(create(one, { ...hidden, number })).resolves.toMatchObject({ url: one });
  });

  test("is refused where there are a hundred", async ({ expect }) => {
    const { owner, hidden } = await makeScene();
    const create = () =>
      createBackend(as(owner), { query: {}, ...hidden, body: { url: address() } });
    for (let count = 0; count < 100; count++) await create();
    await expect(create()).rejects.toMatchObject(refusal("conflict"));
    expect((await configOf(owner, hidden)).whole.backends).toHaveLength(100);
  });
});

describe("a backend is refused", () => {
  const urls = [
    "http://gpu.example.com",
    "https://127.0.0.1",
    "https://2130706433",
    "https://0x7f.1",
    "https://[::1]/",
    "https://localhost:8443",
    "https://gpu.internal",
    "https://user:pass@gpu.example.com",
    "https://gpu.example.com/?key=1",
    "https://gpu.example.com/#x",
    "https://headgate.example/v1",
    "gpu.example.com",
    "",
  ];
  for (const url of urls) {
    test(`at ${JSON.stringify(url)}`, async ({ expect }) => {
      const { owner, hidden } = await makeScene();
      const before = await countRows("backends");
      const refused = refusal("invalid_input", ["body", "url"]);
      const created = createBackend(as(owner), { query: {}, ...hidden, body: { url } });
      await expect(created).rejects.toMatchObject(refused);
      expect(await countRows("backends")).toBe(before);
    });
  }

  test("with a capacity, weight, protocol or key that there is not", async ({ expect }) => {
    const { owner, hidden } = await makeScene();
    const { id, url } = await createBackend(as(owner), {
      query: {},
      ...hidden,
      body: { url: address() },
    });
    for (const [key, value] of [
      ["capacity", 0],
      ["capacity", 1001],
      ["capacity", 1.5],
      ["weight", 0],
      ["weight", 100.5],
      ["status", "yes"],
      ["credentials", "x"],
    ] as const) {
      const refused = refusal("invalid_input", ["body", key]);
      const created = createBackend(as(owner), {
        query: {},
        ...hidden,
        body: { url: address(), [key]: value },
      });
      await expect(created).rejects.toMatchObject(refused);
      const patched = patchBackend(as(owner), { query: {}, ...hidden, id, body: { [key]: value } });
      await expect(patched).rejects.toMatchObject(refused);
    }
    const protocol = createBackend(as(owner), {
      query: {},
      ...hidden,
      body: { url, protocol: "grpc" },
    });
    await expect(protocol).rejects.toMatchObject(refusal("invalid_input", ["body", "protocol"]));
    expect((await listBackends(as(owner), { ...hidden, query: {} })).items).toHaveLength(1);
  });

  test("to everybody but the owner, to see and to change", async ({ expect }) => {
    const { owner, hidden, open, stranger, admin } = await makeScene();
    const { id } = await createBackend(as(owner), { query: {}, ...open, body: { url: address() } });
    const calls = (actor: Parameters<typeof as>[0], path: typeof open) => [
      createBackend(as(actor), { query: {}, ...path, body: { url: address() } }),
      getBackend(as(actor), { ...path, id }),
      listBackends(as(actor), { ...path, query: {} }),
      patchBackend(as(actor), { query: {}, ...path, id, body: { status: "disabled" } }),
      deleteBackend(as(actor), { ...path, id }),
      configOf(actor, path),
    ];
    const expectAll = async (answers: Promise<unknown>[], code: Parameters<typeof refusal>[0]) => {
      const outcomes = await Promise.allSettled(answers);
      expect(outcomes).toMatchObject(answers.map(() => ({ reason: { code } })));
    };
    await expectAll(calls(null, open), "unauthorized");
    await expectAll(calls(stranger, open), "forbidden");
    await expectAll(calls(admin, open), "forbidden");
    await expectAll(calls(stranger, hidden), "not_found");
    const predictor = await makeActor(["predict"], owner.username);
    await expectAll(calls(predictor, open), "forbidden");
    expect(await getBackend(as(owner), { ...open, id })).toMatchObject({ status: "enabled" });
  });
});
