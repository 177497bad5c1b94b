import { describe, test } from "vitest";

import type { AuditEvent, Page } from "@headgate/shared";

import { countRows, makeModel, makeOwner, makeVersion, unique } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { anyText, wireTime } from "./shapes.ts";

describe("the audit log", () => {
  test("tells of a change under the request id that it was answered with", async ({ expect }) => {
    const { username, token } = await makeOwner();
    const answer = await call("PATCH /v1/user", { token, body: { bio: "Paints boats." } });
    const log = await ask<Page<AuditEvent>>("GET /v1/audit-log?action=user.update", { token });
    expect(Object.keys(log)).toHaveLength(5);
    expect(log.items).toEqual([
      {
        id: expect.any(Number) as unknown,
        at: wireTime(expect),
        action: "user.update",
        actor: { id: anyText(expect), username },
        token_id: anyText(expect),
        request_id: answer.headers.get("x-request-id"),
        target_kind: "user",
        target: username,
        details: { changed: ["bio"] },
      },
    ]);
  });

  test("is filtered by the query", async ({ expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    const target = model.replace("/v1/models/", "");
    await ask(`PATCH ${model}`, { token: owner.token, body: { description: "d" } });
    const actions = async (query: string) =>
      (await ask<Page<AuditEvent>>(`GET /v1/audit-log?${query}`, owner)).items.map(
        ({ action }) => action,
      );
    expect(await actions(`target=${target}`)).toEqual(["model.update", "model.create"]);
    expect(await actions("actor=operator")).toEqual(["token.create", "user.create"]);
    expect(await actions(`target=${target}&action=model.create`)).toEqual(["model.create"]);
    expect(await actions("since=2100-01-01T00:00:00Z")).toEqual([]);
    expect(await actions("until=2000-01-01T00:00:00Z")).toEqual([]);
    const wrong = await call("GET /v1/audit-log?since=1", owner);
    const detail = expectRefusal(expect, wrong, "invalid_input");
    expect(placesOf(detail)).toEqual([["query", "since"]]);
  });

  test("of an organization is for its admins, and one's own for oneself", async ({ expect }) => {
    const [admin, stranger] = [await makeOwner(), await makeOwner()];
    const name = unique("org");
    await ask("POST /v1/organizations", { token: admin.token, body: { name } });
    const path = `GET /v1/organizations/${name}/audit-log`;
    const { items } = await ask<Page<AuditEvent>>(path, admin);
    expect(items.map(({ action }) => action)).toEqual(["organization.create"]);
    const refused = await call(path, stranger);
    expect(expectRefusal(expect, refused, "forbidden")).toContain("the role admin");
    const foreign = await ask<Page<AuditEvent>>("GET /v1/audit-log", stranger);
    expect(foreign.items.map(({ actor }) => actor.username)).not.toContain(admin.username);
  });

  test("notes one of fifty who want the same name", { timeout: 30_000 }, async ({ expect }) => {
    const owner = await makeOwner();
    const before = await countRows("audit_log");
    const body = { name: unique("m"), hardware_identifier: "cpu" };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call("POST /v1/models", { token: owner.token, body })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await countRows("audit_log")).toBe(before + 1);
  });

  test("has nothing of the secrets that were shown", async ({ expect }) => {
    const owner = await makeOwner();
    await makeVersion(owner, await makeModel(owner));
    const { key } = await ask<{ key: string }>("GET /v1/user/webhook_secret", owner);
    const { text } = await call("GET /v1/audit-log?page_size=50", owner);
    for (const secret of [owner.token, owner.token.slice(3, 20), key]) {
      expect(text).not.toContain(secret);
    }
  });
});

describeRefusals([{ route: "GET /v1/audit-log", scope: "read" }]);
