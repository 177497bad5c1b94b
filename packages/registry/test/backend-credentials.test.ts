import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import {
  createBackend,
  importSealingKey,
  listOwnAuditLog,
  openCredentials,
  patchBackend,
} from "../src/index.ts";
import { as, configOf, next } from "./arrange.ts";
import { makeScene, refusal } from "./refusals.ts";

const secret = "the secret of the tests";
const token = "hush-hush-9f2c";

function address(): string {
  return `https://gpu-${next()}.example.com/base`;
}

async function make(credentials: unknown = { type: "bearer", token }) {
  const { owner, hidden } = await makeScene();
  const body = { url: address(), credentials };
  const backend = await createBackend(as(owner), { query: {}, ...hidden, body });
  const path = { ...hidden, id: backend.id };
  const sealed = async () => (await configOf(owner, hidden)).whole.backends[0]?.credentials ?? null;
  const open = async (id = backend.id, by = secret) =>
    openCredentials(await importSealingKey(by), { id, sealed: (await sealed()) ?? "" });
  const patch = (changes: object) => patchBackend(as(owner), { query: {}, ...path, body: changes });
  return { owner, backend, sealed, open, patch };
}

describe("the credentials of a backend", () => {
  test.for([
    { type: "bearer", token },
    { type: "basic", username: "robot", password: "pässword" },
    { type: "header", name: "X-Api-Key", value: "k 1" },
  ])("of the type $type are opened by the secret, for that backend", async (given, { expect }) => {
    const { backend, open } = await make(given);
    expect(backend.has_credentials).toBe(true);
    expect(await open()).toEqual(given);
    expect(await open(crypto.randomUUID())).toBeNull();
    expect(await open(backend.id, "another secret")).toBeNull();
  });

  test("are nowhere but sealed", async ({ expect }) => {
    const { owner, backend, patch } = await make();
    expect(JSON.stringify(backend)).not.toContain(token);
    expect(JSON.stringify(await patch({ credentials: { type: "bearer", token } }))).not.toContain(
      token,
    );
    const log = await listOwnAuditLog(as(owner), { query: {} });
    expect(JSON.stringify(log)).not.toContain(token);
    const { results } = await env.DB.prepare("SELECT * FROM backends").all();
    expect(JSON.stringify(results)).not.toContain(token);
  });

  test("stay, are replaced and are cleared by a PATCH", async ({ expect }) => {
    const { sealed, open, patch } = await make();
    const before = await sealed();
    expect(
      await patch({ capacity: 3, url: address() }).catch((error: unknown) => error),
    ).toMatchObject(refusal("invalid_input", ["body", "credentials"]));
    expect((await patch({ capacity: 3 })).has_credentials).toBe(true);
    expect(await sealed()).toBe(before);
    await patch({ credentials: { type: "bearer", token: "other" } });
    expect(await open()).toEqual({ type: "bearer", token: "other" });
    expect((await patch({ credentials: null })).has_credentials).toBe(false);
    expect(await sealed()).toBeNull();
  });

  test("go to no other host than they were given for", async ({ expect }) => {
    const { backend, patch, open } = await make();
    const refused = refusal("invalid_input", ["body", "credentials"]);
    for (const url of ["https://thief.example.net/", `${new URL(backend.url).origin}:8443/`]) {
      await expect(patch({ url })).rejects.toMatchObject(refused);
    }
    const moved = await patch({ url: `${new URL(backend.url).origin}/other` });
    expect(moved.has_credentials).toBe(true);
    await patch({ url: "https://new.example.net/", credentials: { type: "bearer", token: "new" } });
    expect(await open()).toEqual({ type: "bearer", token: "new" });
  });

  test.for([
    ["a secret with a line break", { type: "bearer", token: "a\nb" }, ["token"]],
    ["an empty secret", { type: "header", name: "X-Key", value: "" }, ["value"]],
    ["a username with a colon", { type: "basic", username: "a:b", password: "x" }, ["username"]],
    [
      "a header that decides where a call goes",
      { type: "header", name: "Host", value: "x" },
      ["name"],
    ],
    ["a header of HTTP's own", { type: "header", name: "content-length", value: "1" }, ["name"]],
    ["a name that is no header's", { type: "header", name: "X Key", value: "1" }, ["name"]],
  ] as const)("are refused with %s", async ([, credentials, place], { expect }) => {
    const { owner, hidden } = await makeScene();
    const made = createBackend(as(owner), {
      query: {},
      ...hidden,
      body: { url: address(), credentials },
    });
    const refused = refusal("invalid_input", ["body", "credentials", ...place]);
    await expect(made).rejects.toMatchObject(refused);
  });

  test("are refused where they are of no type that there is", async ({ expect }) => {
    const { owner, hidden } = await makeScene();
    const body = { url: address(), credentials: { type: "digest", username: "a" } };
    const made = createBackend(as(owner), { query: {}, ...hidden, body });
    await expect(made).rejects.toMatchObject({ code: "invalid_input" });
  });
});
