import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type {
  CreatedToken,
  Member,
  Model,
  Organization,
  Page,
  Prediction,
  Role,
} from "@headgate/shared";

import { makeBackend, makeOwner, makeVersion, type Owner, unique } from "./arrange.ts";
import { ask, call, origin } from "./call.ts";
import { FakeBackend } from "./fake-backend.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { anyText, wireTime } from "./shapes.ts";

interface Made {
  admin: Owner;
  name: string;
  /** Its path. */
  organization: string;
}

async function makeOrganization(): Promise<Made> {
  const admin = await makeOwner();
  const name = unique("org");
  await ask("POST /v1/organizations", { token: admin.token, body: { name } });
  return { admin, name, organization: `/v1/organizations/${name}` };
}

async function put({ admin, organization }: Made, user: Owner, role: Role): Promise<Member> {
  const options = { token: admin.token, body: { role } };
  return ask(`PUT ${organization}/members/${user.username}`, options);
}

async function makeService({ admin, organization }: Made, role: Role): Promise<CreatedToken> {
  const body = { name: "service", role };
  return ask(`POST ${organization}/tokens`, { token: admin.token, body });
}

/** A private model of the organization's, with a version and a backend; their paths. */
async function makeRunnable(made: Made): Promise<{ model: string; version: string }> {
  const { admin, name: owner } = made;
  const name = unique("m");
  const body = { name, owner, hardware_identifier: "cpu" };
  await ask("POST /v1/models", { token: admin.token, body });
  const model = `/v1/models/${owner}/${name}`;
  const version = await makeVersion(admin, model);
  await makeBackend(admin, version, { url: new FakeBackend().url, capacity: 9 });
  return { model, version };
}

const prediction = { body: { input: { prompt: "a boat" } } };

async function adminsOf({ name }: Made): Promise<number> {
  const row = await env.DB.prepare(
    `SELECT count(*) AS count FROM organization_members JOIN owners ON owners.id = organization_id
      WHERE owners.username = ? AND role = 'admin'`,
  )
    .bind(name)
    .first<{ count: number }>();
  return row?.count ?? 0;
}

describe("an organization", () => {
  test("is made, shown to everybody, changed and deleted", async ({ expect }) => {
    const { username, token } = await makeOwner();
    const name = unique("org");
    const body = { name, display_name: "Acme", bio: "Boats." };
    const answer = await call("POST /v1/organizations", { token, body });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toBe(`${origin}/v1/organizations/${name}`);
    expect(answer.body).toEqual({
      ...body,
      id: anyText(expect),
      location: null,
      avatar_url: null,
      urls: null,
      created_at: wireTime(expect),
      updated_at: null,
      role: "admin",
    });
    const shown = await ask<Organization>(`GET /v1/organizations/${name}`);
    expect(shown).toEqual({ ...(answer.body as Organization), role: null });
    const own = await ask<Page<Organization>>("GET /v1/organizations", { token });
    expect(own.items).toEqual([answer.body]);
    expect(Object.keys(own)).toHaveLength(5);
    const options = { token, body: { bio: null } };
    expect(await ask(`PATCH /v1/organizations/${name}`, options)).toMatchObject({ bio: null });
    const members = await ask<Page<Member>>(`GET /v1/organizations/${name}/members`, { token });
    expect(members.items).toEqual([
      {
        user: { id: anyText(expect), username, avatar_url: null },
        role: "admin",
        created_at: wireTime(expect),
      },
    ]);
    const deletion = await call(`DELETE /v1/organizations/${name}`, { token });
    expect([deletion.status, deletion.text]).toEqual([200, "null"]);
    const gone = await call(`GET /v1/organizations/${name}`);
    expect(expectRefusal(expect, gone, "not_found")).toContain("there is no organization");
  });

  test("hides its private models and its people from strangers", async ({ expect }) => {
    const made = await makeOrganization();
    const { model } = await makeRunnable(made);
    const { token } = await makeOwner();
    const hidden = await call(`GET ${model}`, { token });
    const absent = await call(`GET /v1/models/${made.name}/not-there`, { token });
    const [one, other] = [hidden, absent].map((answer) =>
      String(expectRefusal(expect, answer, "not_found")).replace(/\S+$/, ""),
    );
    expect(one).toBe(other);
    for (const list of ["members", "tokens", "models"]) {
      const answer = await call(`GET ${made.organization}/${list}`, { token });
      expect(expectRefusal(expect, answer, "forbidden")).toContain("member of it with the role");
    }
    const listed = await ask<Page<Model>>(`GET /v1/models/${made.name}`, { token });
    expect(listed.items).toEqual([]);
    const own = await ask<Page<Model>>(`GET ${made.organization}/models`, made.admin);
    expect(own.items).toHaveLength(1);
  });
});

describe("a change of members", () => {
  test("counts at once, also for a version that the isolate has resolved", async ({ expect }) => {
    const made = await makeOrganization();
    const { model, version } = await makeRunnable(made);
    const user = await makeOwner();
    const paths = [`${model}/predictions`, `${version}/predictions`];
    const predict = async (owner: Owner) => {
      const answers = [];
      for (const path of paths) {
        answers.push((await call(`POST ${path}`, { token: owner.token, ...prediction })).status);
      }
      return answers;
    };
    expect(await predict(made.admin)).toEqual([202, 202]);
    expect(await predict(user)).toEqual([404, 404]);
    await put(made, user, "reader");
    expect(await predict(user)).toEqual([403, 403]);
    expect(await predict(made.admin)).toEqual([202, 202]);
    await put(made, user, "runner");
    expect(await predict(user)).toEqual([202, 202]);
    await ask(`DELETE ${made.organization}/members/${user.username}`, made.admin);
    expect(await predict(user)).toEqual([404, 404]);
  });

  test("leaves one admin where fifty leave at once", { timeout: 30_000 }, async ({ expect }) => {
    const made = await makeOrganization();
    const users = await Promise.all(Array.from({ length: 49 }, () => makeOwner()));
    await Promise.all(users.map((user) => put(made, user, "admin")));
    const admins = [made.admin, ...users];
    const answers = await Promise.all(
      admins.map(({ username, token }, index) => {
        const path = `${made.organization}/members/${username}`;
        return index % 2 === 0
          ? call(`DELETE ${path}`, { token })
          : call(`PUT ${path}`, { token, body: { role: "reader" } });
      }),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(1);
    for (const answer of refused) {
      expect(expectRefusal(expect, answer, "conflict")).toContain("the last admin");
    }
    expect(await adminsOf(made)).toBe(1);
  });
});

test(
  "one of fifty who want a name for an organization or a user gets it",
  { timeout: 30_000 },
  async ({ expect }) => {
    const owners = await Promise.all(Array.from({ length: 50 }, () => makeOwner()));
    const name = unique("org");
    const answers = await Promise.all(
      owners.map(({ token }, index) =>
        index % 2 === 0
          ? call("POST /v1/organizations", { token, body: { name } })
          : call("PATCH /v1/user", { token, body: { username: name } }),
      ),
    );
    const won = answers.filter(({ status }) => status < 300);
    expect(won).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status >= 300)) {
      expect(expectRefusal(expect, answer, "conflict")).toContain("taken");
    }
  },
);

describe("an organization's token", () => {
  test("is shown once, runs the organization's models, and is revoked", async ({ expect }) => {
    const made = await makeOrganization();
    const { version } = await makeRunnable(made);
    const { admin, name, organization } = made;
    const body = { name: "ci", role: "runner", expires_in_s: 3600 };
    const answer = await call(`POST ${organization}/tokens`, { token: admin.token, body });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([201, "no-store"]);
    const { token, ...rest } = answer.body as CreatedToken;
    expect(rest).toMatchObject({ owner: name, role: "runner", scopes: ["read", "predict"] });
    const path = `${organization}/tokens/${rest.id}`;
    expect(answer.headers.get("location")).toBe(origin + path);
    expect((await call(`GET ${path}`, admin)).text).not.toContain(token);
    const run = await ask<Prediction>(`POST ${version}/predictions`, { token, ...prediction });
    // Its members see what it does; others see nothing.
    expect(await ask(`GET /v1/predictions/${run.id}`, admin)).toMatchObject({ id: run.id });
    const foreign = await call(`GET /v1/predictions/${run.id}`, await makeOwner());
    expect(expectRefusal(expect, foreign, "not_found")).toContain("no prediction");
    await ask(`DELETE ${path}`, admin);
    const refused = await call("GET /v1/user", { token });
    expect(expectRefusal(expect, refused, "unauthorized")).toContain("revoked");
  });

  test("ends with its organization", async ({ expect }) => {
    const made = await makeOrganization();
    const { token } = await makeService(made, "admin");
    expect(await ask("GET /v1/user", { token })).toMatchObject({ kind: "organization" });
    await ask(`DELETE ${made.organization}`, { token });
    const refused = await call("GET /v1/user", { token });
    expect(expectRefusal(expect, refused, "unauthorized")).toContain("revoked");
  });
});

describe("refused is", () => {
  test("a model for an owner who does not exist, or not for the caller", async ({ expect }) => {
    const { token } = await makeOwner();
    const { name } = await makeOrganization();
    const body = { name: unique("m"), hardware_identifier: "cpu" };
    const create = (owner: string) => call("POST /v1/models", { token, body: { ...body, owner } });
    const unknown = expectRefusal(expect, await create("nobody-there"), "invalid_input");
    expect(placesOf(unknown)).toEqual([["body", "owner"]]);
    for (const owner of [name, (await makeOwner()).username]) {
      expect(expectRefusal(expect, await create(owner), "forbidden")).toContain("role writer");
    }
  });

  test("deleting an organization that owns models", async ({ expect }) => {
    const made = await makeOrganization();
    const { model } = await makeRunnable(made);
    const early = await call(`DELETE ${made.organization}`, made.admin);
    expect(expectRefusal(expect, early, "conflict")).toContain("owns models");
    await ask(`DELETE ${model}?with_versions=true`, made.admin);
    await ask(`DELETE ${made.organization}`, made.admin);
  });
});

describeRefusals([
  { route: "GET /v1/organizations", scope: "read" },
  { route: "POST /v1/organizations", scope: "write", takesBody: true },
]);
