import { describe, test } from "vitest";

import { roles } from "@headgate/shared";

import {
  createModel,
  createOrganization,
  createOwner,
  deleteModel,
  deleteOrganization,
  getModel,
  getOrganization,
  getToken,
  getUserByName,
  listMembers,
  listOrganizations,
  listUsers,
  operator,
  patchOrganization,
  patchUser,
} from "../src/index.ts";
import { as, countRows, makeActor, next } from "./arrange.ts";
import { makeOrganization, makeOrganizationModel, makeService, renewed } from "./organization.ts";
import { refusal } from "./refusals.ts";

describe("an organization", () => {
  test("is made by a user, who becomes its admin", async ({ expect }) => {
    const actor = await makeActor();
    const body = { name: `org-${next()}`, display_name: "Acme", urls: ["https://acme.example"] };
    const made = await createOrganization(as(actor), { body });
    expect(made).toMatchObject({ ...body, bio: null, role: "admin", updated_at: null });
    const shown = await getOrganization(as(null), { organization: body.name });
    expect(shown).toEqual({ ...made, role: null });
    const { items } = await listOrganizations(as(actor), { query: {} });
    expect(items).toEqual([made]);
    const [member] = (
      await listMembers(as(await renewed(actor)), { organization: body.name, query: {} })
    ).items;
    expect(member).toMatchObject({ role: "admin", user: { username: actor.username } });
  });

  test("shares its name with no user, now or later", async ({ expect }) => {
    const { organization, admin } = await makeOrganization();
    const { username } = await makeActor();
    const conflict = refusal("conflict");
    for (const name of [organization, username]) {
      await expect(createOrganization(as(admin), { body: { name } })).rejects.toMatchObject(
        conflict,
      );
    }
    const user = createOwner(as(operator), { body: { username: organization } });
    await expect(user).rejects.toMatchObject(conflict);
    const rename = patchUser(as(admin), { body: { username: organization } });
    await expect(rename).rejects.toMatchObject(conflict);
    await deleteOrganization(as(admin), { organization });
    const again = createOrganization(as(admin), { body: { name: organization } });
    await expect(again).rejects.toMatchObject(conflict);
  });

  test("is shown where a model's owner is looked up, and not listed with the users", async ({
    expect,
  }) => {
    const { organization } = await makeOrganization();
    const shown = await getUserByName(as(null), { username: organization });
    expect(shown).toMatchObject({ username: organization, kind: "organization" });
    const { items } = await listUsers(as(null), { query: { sort_direction: "desc" } });
    expect(items.map(({ username }) => username)).not.toContain(organization);
  });

  test("is renamed with its models", async ({ expect }) => {
    const made = await makeOrganization();
    const model = await makeOrganizationModel(made);
    const name = `org-${next()}`;
    const { organization, admin } = made;
    const patched = await patchOrganization(as(admin), { organization, body: { name, bio: "b" } });
    expect(patched).toMatchObject({ name, bio: "b", role: "admin" });
    expect(await getModel(as(admin), { ...model, owner: name })).toMatchObject({
      name: model.name,
    });
    const before = getOrganization(as(null), { organization });
    await expect(before).rejects.toMatchObject(refusal("not_found"));
  });

  test("is deleted once it owns no model, with its members and tokens", async ({ expect }) => {
    const made = await makeOrganization();
    const { organization, admin } = made;
    const model = await makeOrganizationModel(made);
    const service = await makeService(made, "writer");
    const early = deleteOrganization(as(admin), made);
    await expect(early).rejects.toMatchObject(refusal("conflict"));
    await deleteModel(as(admin), model);
    await deleteOrganization(as(admin), made);
    await expect(getOrganization(as(null), made)).rejects.toMatchObject(refusal("not_found"));
    expect((await listOrganizations(as(admin), { query: {} })).items).toEqual([]);
    const token = getToken(as(service), { id: service.tokenId });
    await expect(token).rejects.toMatchObject(refusal("not_found"));
    const body = { name: "late", owner: organization, hardware_identifier: "cpu" };
    const late = createModel(as(admin), { body });
    await expect(late).rejects.toMatchObject(refusal("invalid_input", ["body", "owner"]));
  });

  test("that is deleted while a model is made keeps none", async ({ expect }) => {
    const made = await makeOrganization();
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 10 }, () => makeOrganizationModel(made)),
      deleteOrganization(as(made.admin), made),
    ]);
    const models = outcomes.slice(0, 10).filter(({ status }) => status === "fulfilled").length;
    const wasDeleted = outcomes.at(-1)?.status === "fulfilled";
    expect(wasDeleted && models > 0).toBe(false);
    expect(wasDeleted || models > 0).toBe(true);
  });

  test.for(roles)(
    "is not made by an organization's token, be it an %s's",
    async (role, { expect }) => {
      const service = await makeService(await makeOrganization(), role);
      const before = await countRows("owners");
      const made = createOrganization(as(service), { body: { name: `org-${next()}` } });
      await expect(made).rejects.toMatchObject(refusal("forbidden"));
      expect(await countRows("owners")).toBe(before);
    },
  );
});
