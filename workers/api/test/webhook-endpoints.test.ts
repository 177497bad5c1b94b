import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";

import type {
  AuditEvent,
  CreatedToken,
  CreatedWebhookEndpoint,
  Page,
  WebhookEndpoint,
  WebhookSecret,
} from "@headgate/shared";

import { makeOwner, type Owner, unique } from "./arrange.ts";
import { ask, call, origin } from "./call.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { textLike, wireTime } from "./shapes.ts";

const path = "/v1/webhooks/endpoints";

function newUrl(): string {
  return `https://hooks.example.com/${unique("hook")}?key=in-the-url`;
}

function create({ token }: Pick<Owner, "token">, body: object): Promise<CreatedWebhookEndpoint> {
  return ask(`POST ${path}`, { token, body });
}

async function list({ token }: Pick<Owner, "token">): Promise<WebhookEndpoint[]> {
  return (await ask<Page<WebhookEndpoint>>(`GET ${path}`, { token })).items;
}

describe("a webhook endpoint", () => {
  test("shows its secret when it is made, and nowhere after", async ({
    expect,
    onTestFinished,
  }) => {
    const lines = vi.spyOn(console, "log").mockImplementation(() => {});
    onTestFinished(() => lines.mockRestore());
    const owner = await makeOwner();
    const { token } = owner;
    const body = { url: newUrl(), description: "the shop" };
    const answer = await call(`POST ${path}`, { token, body });
    const { secret, ...shown } = answer.body as CreatedWebhookEndpoint;
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([201, "no-store"]);
    expect(answer.headers.get("location")).toBe(`${origin}${path}/${shown.id}`);
    expect(secret).toEqual(textLike(expect, /^whsec_[A-Za-z0-9+/]{43}=$/));
    expect(shown).toEqual({
      ...{ ...body, id: shown.id, enabled: true, disabled_reason: null, disabled_at: null },
      ...{ has_secret: true, previous_secret_until: null },
      ...{ created_at: wireTime(expect), updated_at: null },
    });
    const got = await call(`GET ${path}/${shown.id}`, { token });
    expect(got.body).toEqual(shown);
    const listed = await list(owner);
    expect(listed).toEqual([shown]);
    const { results } = await env.DB.prepare("SELECT * FROM webhook_endpoints").all();
    const seen = JSON.stringify([got.text, listed, results, lines.mock.calls]);
    expect(seen).not.toContain(secret.slice(6, 30));
  });

  test("is its owner's alone", async ({ expect }) => {
    const [owner, stranger] = [await makeOwner(), await makeOwner()];
    const { id, url } = await create(owner, { url: newUrl() });
    for (const verb of ["GET", "DELETE"]) {
      const answer = await call(`${verb} ${path}/${id}`, { token: stranger.token });
      expect(expectRefusal(expect, answer, "not_found")).toContain(id);
    }
    const body = { enabled: false };
    for (const route of [`PATCH ${path}/${id}`, `POST ${path}/${id}/rotate`]) {
      const { token } = stranger;
      const answer = await call(route, { token, body: route.startsWith("PATCH") ? body : {} });
      expectRefusal(expect, answer, "not_found");
    }
    expect(await list(stranger)).toEqual([]);
    // The same URL may be somebody else's too.
    await create(stranger, { url });
    expect(await list(owner)).toMatchObject([{ id, enabled: true }]);
  });

  test("is an organization's by its tokens, for admins", async ({ expect }) => {
    const admin = await makeOwner();
    const name = unique("org");
    await ask("POST /v1/organizations", { token: admin.token, body: { name } });
    const tokenOf = async (role: string): Promise<CreatedToken> =>
      ask(`POST /v1/organizations/${name}/tokens`, {
        token: admin.token,
        body: { name: role, role },
      });
    const [strong, weak] = [await tokenOf("admin"), await tokenOf("writer")];
    const { id } = await create(strong, { url: newUrl() });
    expect(await list(strong)).toMatchObject([{ id }]);
    expect(await list(admin)).toEqual([]);
    const refused = await call(`POST ${path}`, { token: weak.token, body: { url: newUrl() } });
    expect(expectRefusal(expect, refused, "forbidden")).toContain("the role admin");
  });

  test("changes what a PATCH names", async ({ expect }) => {
    const { token } = await makeOwner();
    const { secret, ...made } = await create({ token }, { url: newUrl(), description: "one" });
    expect(secret).toBeTypeOf("string");
    const patch = (body: object): Promise<WebhookEndpoint> =>
      ask(`PATCH ${path}/${made.id}`, { token, body });
    const url = newUrl();
    const moved = await patch({ url, description: null });
    expect(moved).toEqual({ ...made, url, description: null, updated_at: wireTime(expect) });
    const off = await patch({ enabled: false });
    expect(off).toMatchObject({ enabled: false, disabled_reason: "its owner disabled it" });
    expect(off.disabled_at).toEqual(wireTime(expect));
    const on = { enabled: true, disabled_reason: null, disabled_at: null, url };
    expect(await patch({ enabled: true })).toMatchObject(on);
  });

  test("is gone once it is deleted", async ({ expect }) => {
    const owner = await makeOwner();
    const { id } = await create(owner, { url: newUrl() });
    expect(await ask(`DELETE ${path}/${id}`, { token: owner.token })).toBe(null);
    expect(await list(owner)).toEqual([]);
    for (const verb of ["GET", "DELETE"]) {
      expectRefusal(
        expect,
        await call(`${verb} ${path}/${id}`, { token: owner.token }),
        "not_found",
      );
    }
  });

  test("is the only one of its owner with its URL, also of fifty made at once", async ({
    expect,
  }) => {
    const { token } = await makeOwner();
    const url = newUrl();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call(`POST ${path}`, { token, body: { url } })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const refused of answers.filter(({ status }) => status !== 201)) {
      expect(expectRefusal(expect, refused, "conflict")).toContain("this URL");
    }
    const other = await create({ token }, { url: newUrl() });
    const taken = await call(`PATCH ${path}/${other.id}`, { token, body: { url } });
    expect(expectRefusal(expect, taken, "conflict")).toContain("this URL");
    const urls = (await list({ token })).map((endpoint) => endpoint.url);
    expect(urls).toEqual([url, other.url]);
  });

  test("is one of a hundred at most, also of many made at once", async ({ expect }) => {
    const { token, username } = await makeOwner();
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90)
      INSERT INTO webhook_endpoints (id, owner_id, url, created_at)
      SELECT hex(randomblob(8)), (SELECT id FROM owners WHERE username = ?1), 'https://a.example/' || i, i FROM n`,
    )
      .bind(username)
      .run();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call(`POST ${path}`, { token, body: { url: newUrl() } })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    const refused = answers.find(({ status }) => status !== 201);
    expect(refused && expectRefusal(expect, refused, "conflict")).toContain("at most 100");
  });

  test("is listed page by page while some come and go", async ({ expect }) => {
    const { token } = await makeOwner();
    const made: WebhookEndpoint[] = [];
    for (let at = 0; at < 7; at += 1) made.push(await create({ token }, { url: newUrl() }));
    const first = await ask<Page<WebhookEndpoint>>(`GET ${path}?page_size=5`, { token });
    const late = await create({ token }, { url: newUrl() });
    await ask(`DELETE ${path}/${made[5]?.id}`, { token });
    const query = `page_size=5&cursor=${first.next_cursor}`;
    const second = await ask<Page<WebhookEndpoint>>(`GET ${path}?${query}`, { token });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids.toSorted()).toEqual(
      [...made.filter((_, at) => at !== 5), late].map(({ id }) => id).toSorted(),
    );
    expect(second.next_cursor).toBe(null);
  });

  test.for([
    [{ url: "http://hooks.example.com/" }, "url"],
    [{ url: "https://127.0.0.1/" }, "url"],
    [{ url: "https://user:pass@hooks.example.com/" }, "url"],
    [{ url: 1 }, "url"],
    [{ url: "https://hooks.example.com/", description: "x".repeat(256) }, "description"],
    [{ url: "https://hooks.example.com/", secret: "whsec_own" }, "secret"],
    [{}, "url"],
  ] as const)("is not made of %j", async ([body, place], { expect }) => {
    const owner = await makeOwner();
    const answer = await call(`POST ${path}`, { token: owner.token, body });
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([["body", place]]);
    expect(await list(owner)).toEqual([]);
  });
});

describe("rotating a secret", () => {
  const day = 24 * 60 * 60 * 1000;

  test("gives another one, and says how long the one before is good", async ({ expect }) => {
    const { token } = await makeOwner();
    const { secret: old, ...made } = await create({ token }, { url: newUrl() });
    const answer = await call(`POST ${path}/${made.id}/rotate`, { token });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const { secret, ...rotated } = answer.body as CreatedWebhookEndpoint;
    expect(secret).not.toBe(old);
    const until = Date.parse(rotated.previous_secret_until ?? "");
    expect(Math.abs(until - Date.now() - day)).toBeLessThan(60_000);
    expect(await ask(`GET ${path}/${made.id}`, { token })).toEqual(rotated);
    const body = { keep_previous_s: 0 };
    const at = await ask<WebhookEndpoint>(`POST ${path}/${made.id}/rotate`, { token, body });
    expect(at.previous_secret_until).toBe(null);
    const wrong = await call(`POST ${path}/${made.id}/rotate`, {
      token,
      body: { keep_previous_s: -1 },
    });
    const detail = expectRefusal(expect, wrong, "invalid_input");
    expect(placesOf(detail)).toEqual([["body", "keep_previous_s"]]);
  });

  test("happens once for one Idempotency-Key, and gives the same secret again", async ({
    expect,
  }) => {
    const { token } = await makeOwner();
    const { id } = await create({ token }, { url: newUrl() });
    const stored = () =>
      env.DB.prepare("SELECT * FROM webhook_endpoints WHERE id = ?").bind(id).first();
    const before = await stored();
    const options = { token, headers: { "idempotency-key": crypto.randomUUID() } };
    const first = await ask(`POST ${path}/${id}/rotate`, options);
    const after = await stored();
    expect(after?.["previous_sealed_secret"]).toBe(before?.["sealed_secret"]);
    expect(await ask(`POST ${path}/${id}/rotate`, options)).toEqual(first);
    expect(await stored()).toEqual(after);
  });

  test("does so for the owner's own secret, too", async ({ expect }) => {
    const { token } = await makeOwner();
    const read = (): Promise<WebhookSecret> => ask("GET /v1/user/webhook_secret", { token });
    const { key: old, previous_key_until: none } = await read();
    expect(none).toBe(null);
    const options = { token, headers: { "idempotency-key": crypto.randomUUID() } };
    const rotated = await call("POST /v1/user/webhook_secret/rotate", options);
    expect(rotated.headers.get("cache-control")).toBe("no-store");
    expect((await call("POST /v1/user/webhook_secret/rotate", options)).body).toEqual(rotated.body);
    const now = await read();
    expect(now).toEqual(rotated.body);
    expect(now.key).not.toBe(old);
    expect(now.previous_key_until).toEqual(wireTime(expect));
    const row = await env.DB.prepare("SELECT * FROM owners WHERE webhook_secret = ?")
      .bind(now.key)
      .first();
    expect(row?.["previous_webhook_secret"]).toBe(old);
  });

  test("is in the audit log, without secret and URL", async ({ expect }) => {
    const { token } = await makeOwner();
    const { id, secret } = await create({ token }, { url: newUrl() });
    await ask(`POST ${path}/${id}/rotate`, { token });
    await ask(`PATCH ${path}/${id}`, { token, body: { url: newUrl() } });
    await ask(`DELETE ${path}/${id}`, { token });
    await ask("POST /v1/user/webhook_secret/rotate", { token });
    const { items } = await ask<Page<AuditEvent>>("GET /v1/audit-log", { token });
    const verbs = items.filter(({ target }) => target === id).map(({ action }) => action);
    expect(verbs).toEqual(
      ["delete", "update", "rotate", "create"].map((verb) => `webhook_endpoint.${verb}`),
    );
    expect(items[0]?.action).toBe("user.rotate_webhook_secret");
    expect(JSON.stringify(items)).not.toMatch(/hooks\.example|whsec_/);
    expect(JSON.stringify(items)).not.toContain(secret.slice(6));
  });
});

describeRefusals([
  { route: `GET ${path}`, scope: "read" },
  { route: `POST ${path}`, scope: "write", takesBody: true },
  { route: `GET ${path}/x`, scope: "read" },
  { route: `PATCH ${path}/x`, scope: "write", takesBody: true },
  { route: `DELETE ${path}/x`, scope: "write" },
  { route: `POST ${path}/x/rotate`, scope: "write" },
  { route: "POST /v1/user/webhook_secret/rotate", scope: "write" },
]);
