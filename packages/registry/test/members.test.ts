import { describe, test } from "vitest";

import { roles } from "@headgate/shared";

import {
  createOrganization,
  createOrganizationToken,
  deleteMember,
  getModel,
  listMembers,
  putMember,
} from "../src/index.ts";
import { as, countRows, db, makeActor, next } from "./arrange.ts";
import { makeMember, makeOrganization, makeOrganizationModel, renewed } from "./organization.ts";
import { refusal } from "./refusals.ts";

describe("members", () => {
  test("come, change roles and go; their tokens follow", async ({ expect }) => {
    const made = await makeOrganization();
    const { organization, admin } = made;
    const model = await makeOrganizationModel(made);
    const user = await makeActor();
    const look = async () =>
      getModel(as(await renewed(user)), model).then(
        () => true,
        () => false,
      );
    const path = { organization, username: user.username };
    expect(await look()).toBe(false);
    const put = await putMember(as(admin), { ...path, body: { role: "reader" } });
    expect(put).toMatchObject({ role: "reader", user: { id: user.ownerId } });
    expect(await look()).toBe(true);
    const again = await putMember(as(admin), { ...path, body: { role: "writer" } });
    expect(again).toEqual({ ...put, role: "writer" });
    await deleteMember(as(admin), path);
    expect(await look()).toBe(false);
    const gone = deleteMember(as(admin), path);
    await expect(gone).rejects.toMatchObject(refusal("not_found"));
  });

  test("may leave, whatever their role, and remove nobody else", async ({ expect }) => {
    const made = await makeOrganization();
    const { organization } = made;
    for (const role of roles) {
      const member = await makeMember(made, role);
      if (role !== "admin") {
        const other = await makeMember(made, "reader");
        const path = { organization, username: other.username };
        const removed = deleteMember(as(member), path);
        await expect(removed).rejects.toMatchObject(refusal("forbidden"));
      }
      await deleteMember(as(member), { organization, username: member.username });
    }
  });

  test("always have an admin among them", async ({ expect }) => {
    const made = await makeOrganization();
    const { organization, admin } = made;
    const self = { organization, username: admin.username };
    const conflict = refusal("conflict");
    await expect(deleteMember(as(admin), self)).rejects.toMatchObject(conflict);
    const demoted = putMember(as(admin), { ...self, body: { role: "writer" } });
    await expect(demoted).rejects.toMatchObject(conflict);
    await makeMember(made, "admin");
    await putMember(as(admin), { ...self, body: { role: "writer" } });
    const { items } = await listMembers(as(await renewed(admin)), { organization, query: {} });
    expect(items.map(({ role }) => role)).toEqual(["writer", "admin"]);
  });

  test("who were removed cannot come back through what is remembered of them", async ({
    expect,
  }) => {
    const made = await makeOrganization();
    const { organization, admin } = made;
    const removed = await makeMember(made, "admin");
    const username = removed.username;
    await deleteMember(as(admin), { organization, username });
    const body = { role: "admin" };
    for (const attempt of [
      () => putMember(as(removed), { organization, username, body }),
      () => deleteMember(as(removed), { organization, username: admin.username }),
      () => createOrganizationToken(as(removed), { organization, body: { name: "t", ...body } }),
    ]) {
      await expect(attempt()).rejects.toMatchObject(refusal("forbidden"));
    }
    const { items } = await listMembers(as(admin), { organization, query: {} });
    expect(items).toHaveLength(1);
  });

  test("are users, of which there are", async ({ expect }) => {
    const [one, other] = [await makeOrganization(), await makeOrganization()];
    const body = { role: "reader" };
    for (const username of ["nobody-there", other.organization]) {
      const put = putMember(as(one.admin), { ...one, username, body });
      await expect(put).rejects.toMatchObject(refusal("not_found"));
    }
    const path = { ...one, username: other.admin.username };
    const put = putMember(as(one.admin), { ...path, body: { role: "owner" } });
    await expect(put).rejects.toMatchObject(refusal("invalid_input", ["body", "role"]));
  });

  test("are in 200 organizations at most", async ({ expect }) => {
    const made = await makeOrganization();
    const user = await makeActor();
    const path = { organization: made.organization, username: user.username };
    await putMember(as(made.admin), { ...path, body: { role: "reader" } });
    await fillMemberships(user.ownerId, 199);
    const full = await makeOrganization();
    const put = putMember(as(full.admin), {
      ...full,
      username: user.username,
      body: { role: "reader" },
    });
    await expect(put).rejects.toMatchObject(refusal("conflict"));
    const before = await countRows("owners");
    const created = createOrganization(as(user), { body: { name: `org-${next()}` } });
    await expect(created).rejects.toMatchObject(refusal("conflict"));
    expect(await countRows("owners")).toBe(before);
    const promoted = await putMember(as(made.admin), { ...path, body: { role: "writer" } });
    expect(promoted.role).toBe("writer");
  });

  test("are listed on from where the list stopped while they come and go", async ({ expect }) => {
    const made = await makeOrganization();
    const { organization, admin } = made;
    const names = [admin.username];
    for (let count = 0; count < 7; count += 1) {
      names.push((await makeMember(made, "reader")).username);
    }
    const list = (query: object) =>
      listMembers(as(admin), { organization, query: { page_size: "5", ...query } });
    const first = await list({});
    expect(first.items.map(({ user }) => user.username)).toEqual(names.slice(0, 5));
    await deleteMember(as(admin), { organization, username: names[1] ?? "" });
    names.push((await makeMember(made, "reader")).username);
    const second = await list({ cursor: first.next_cursor });
    expect(second.items.map(({ user }) => user.username)).toEqual(names.slice(5));
    const back = await list({ cursor: second.previous_cursor });
    expect(back.items.map(({ user }) => user.username)).toEqual([names[0], ...names.slice(2, 5)]);
  });
});

/** So many memberships in organizations made for it. */
async function fillMemberships(userId: string, count: number): Promise<void> {
  const numbers = JSON.stringify(Array.from({ length: count }, () => `filler-${next()}`));
  const d1 = db.$client;
  await d1.batch([
    d1
      .prepare(
        `INSERT INTO owners (id, username, kind, webhook_secret, created_at)
         SELECT value, value, 'organization', 'none', 1 FROM json_each(?1)`,
      )
      .bind(numbers),
    d1
      .prepare(
        `INSERT INTO organization_members (organization_id, user_id, role, created_at)
         SELECT value, ?2, 'reader', 1 FROM json_each(?1)`,
      )
      .bind(numbers, userId),
  ]);
}
