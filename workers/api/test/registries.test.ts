import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";

import type { Page, Registry } from "@headgate/shared";

import { makeOwner, type Owner } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { wireTime } from "./shapes.ts";

const body = { username: "robot", password: "the pässword of the robot" };

function put(
  { token }: Pick<Owner, "token">,
  host: string,
  changes: object = {},
): Promise<Registry> {
  return ask(`PUT /v1/registries/${host}`, { token, body: { ...body, ...changes } });
}

async function list({ token }: Owner, query = ""): Promise<Registry[]> {
  const { items } = await ask<Page<Registry>>(`GET /v1/registries${query}`, { token });
  return items;
}

describe("the credentials for a registry", () => {
  test("are shown without the password, wherever", async ({ expect, onTestFinished }) => {
    const lines = vi.spyOn(console, "log").mockImplementation(() => {});
    onTestFinished(() => lines.mockRestore());
    const owner = await makeOwner();
    const host = "registry.example.com:5000";
    const answer = await call(`PUT /v1/registries/${host}`, { token: owner.token, body });
    const shown = { host, username: "robot", created_at: wireTime(expect), updated_at: null };
    expect(answer).toMatchObject({ status: 200, body: shown });
    expect(await list(owner)).toEqual([shown]);
    const { results } = await env.DB.prepare("SELECT * FROM registry_credentials").all();
    const seen = JSON.stringify([answer.text, await list(owner), results, lines.mock.calls]);
    expect(seen).not.toContain(body.password);
    expect(seen).not.toContain(btoa("password").slice(0, 9));
  });

  test("are kept under the registry's one name, each encrypted anew", async ({ expect }) => {
    const owner = await makeOwner();
    for (const host of ["INDEX.docker.io", "registry-1.docker.io", "ghcr.io"]) {
      await put(owner, host);
    }
    expect((await list(owner)).map(({ host }) => host)).toEqual(["docker.io", "ghcr.io"]);
    const { results } = await env.DB.prepare(
      "SELECT sealed_password FROM registry_credentials",
    ).all<{
      sealed_password: string;
    }>();
    expect(new Set(results.map((row) => row.sealed_password)).size).toBe(results.length);
  });

  test("are replaced by later ones", async ({ expect }) => {
    const owner = await makeOwner();
    const { created_at } = await put(owner, "ghcr.io");
    const replaced = await put(owner, "ghcr.io", { username: "other" });
    expect(replaced).toEqual({
      ...{ host: "ghcr.io", username: "other", created_at },
      updated_at: wireTime(expect),
    });
    expect(await list(owner)).toEqual([replaced]);
  });

  test("are their owner's alone, and gone once deleted", async ({ expect }) => {
    const [owner, other] = [await makeOwner(), await makeOwner()];
    await put(owner, "ghcr.io");
    expect(await list(other)).toEqual([]);
    const route = "DELETE /v1/registries/ghcr.io";
    const stolen = await call(route, { token: other.token });
    expect(expectRefusal(expect, stolen, "not_found")).toBe("you have no credentials for ghcr.io");
    expect(await ask(route, { token: owner.token })).toBe(null);
    expect(await list(owner)).toEqual([]);
    expectRefusal(expect, await call(route, { token: owner.token }), "not_found");
  });

  test("are listed page by page while some come and go", async ({ expect }) => {
    const owner = await makeOwner();
    for (const name of ["a", "b", "c", "d", "e", "f", "g"]) await put(owner, `${name}.example.com`);
    const { token } = owner;
    const first = await ask<Page<Registry>>("GET /v1/registries?page_size=5", { token });
    await put(owner, "aa.example.com");
    await ask("DELETE /v1/registries/f.example.com", { token });
    const second = await ask<Page<Registry>>(
      `GET /v1/registries?page_size=5&cursor=${first.next_cursor}`,
      { token },
    );
    const hosts = [...first.items, ...second.items].map(({ host }) => host);
    expect(hosts).toEqual(["a", "b", "c", "d", "e", "g"].map((name) => `${name}.example.com`));
    expect(second.next_cursor).toBe(null);
  });

  test.for(["https%3A%2F%2Fghcr.io", "ghcr.io%2Fteam", "gh%20cr", "a..b"])(
    "are not taken for %s",
    async (host, { expect }) => {
      const { token } = await makeOwner();
      const answer = await call(`PUT /v1/registries/${host}`, { token, body });
      const detail = expectRefusal(expect, answer, "invalid_input");
      expect(placesOf(detail)).toEqual([["path", "host"]]);
    },
  );

  test.for([
    [{ username: "" }, "username"],
    [{ username: "a:b" }, "username"],
    [{ username: "a\n" }, "username"],
    [{ password: "" }, "password"],
    [{ password: "x".repeat(8193) }, "password"],
    [{ email: "a@b" }, "email"],
  ] as const)("are not taken with %j", async ([changes, place], { expect }) => {
    const { token } = await makeOwner();
    const options = { token, body: { ...body, ...changes } };
    const answer = await call("PUT /v1/registries/ghcr.io", options);
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(placesOf(detail)).toEqual([["body", place]]);
  });
});

describeRefusals([
  { route: "GET /v1/registries", scope: "read" },
  { route: "PUT /v1/registries/ghcr.io", scope: "write", takesBody: true },
  { route: "DELETE /v1/registries/ghcr.io", scope: "write" },
]);
