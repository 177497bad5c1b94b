import { describe, test } from "vitest";

import {
  createModel,
  createOrganizationToken,
  createToken,
  deleteModel,
  getModel,
  getToken,
  listTokens,
  patchUser,
  resolveVersion,
  revokeOrganizationToken,
} from "../src/index.ts";
import { as, makeActor, makeVersion, next } from "./arrange.ts";
import { makeOrganization, makeOrganizationModel, makeService } from "./organization.ts";
import { refusal } from "./refusals.ts";

describe("an organization's token", () => {
  test("acts as the organization, within its role", async ({ expect }) => {
    const made = await makeOrganization();
    const model = await makeOrganizationModel(made);
    await makeVersion(made.admin, model);
    const reader = await makeService(made, "reader");
    expect(reader).toMatchObject({ username: made.organization, scopes: ["read"] });
    expect(await getModel(as(reader), model)).toMatchObject({ name: model.name });
    const reference = `${model.owner}/${model.name}`;
    const run = resolveVersion(as(reader), { reference });
    await expect(run).rejects.toMatchObject(refusal("forbidden"));
    const runner = await makeService(made, "runner");
    expect(await resolveVersion(as(runner), { reference })).toMatchObject({ model: model.name });
    const writer = await makeService(made, "writer");
    const body = { name: `m-${next()}`, hardware_identifier: "cpu" };
    const created = await createModel(as(writer), { body });
    expect(created.owner.username).toBe(made.organization);
    const deleted = deleteModel(as(writer), { owner: made.organization, name: created.name });
    await expect(deleted).rejects.toMatchObject(refusal("forbidden"));
  });

  test("sees itself, and the others only as an admin's", async ({ expect }) => {
    const made = await makeOrganization();
    const [writer, admin] = [await makeService(made, "writer"), await makeService(made, "admin")];
    expect(await getToken(as(writer), { id: writer.tokenId })).toMatchObject({ role: "writer" });
    const others = getToken(as(writer), { id: admin.tokenId });
    await expect(others).rejects.toMatchObject(refusal("forbidden"));
    const list = listTokens(as(writer), { query: {} });
    await expect(list).rejects.toMatchObject(refusal("forbidden"));
    expect((await listTokens(as(admin), { query: {} })).items).toHaveLength(2);
    const profile = patchUser(as(writer), { body: { bio: "mine" } });
    await expect(profile).rejects.toMatchObject(refusal("forbidden"));
  });

  test("has no scope without use to its role or beyond its maker's", async ({ expect }) => {
    const { organization, admin } = await makeOrganization();
    const make = (actor: typeof admin, body: object) =>
      createOrganizationToken(as(actor), { organization, body: { name: "t", ...body } });
    const useless = make(admin, { role: "reader", scopes: ["read", "write"] });
    await expect(useless).rejects.toMatchObject(refusal("invalid_input", ["body", "scopes", 1]));
    const root = make(admin, { role: "admin", scopes: ["admin"] });
    await expect(root).rejects.toMatchObject(refusal("invalid_input", ["body", "scopes", 0]));
    const narrow = await makeActor(["write"], admin.username);
    const wider = make(narrow, { role: "runner" });
    await expect(wider).rejects.toMatchObject(refusal("forbidden"));
    expect(await make(narrow, { role: "writer", scopes: ["write"] })).toMatchObject({
      ...{ role: "writer", scopes: ["write"], owner: organization },
    });
  });

  test("is made by the organization's own route alone", async ({ expect }) => {
    const made = await makeOrganization();
    const body = { name: "t", scopes: ["read"] };
    const place = refusal("invalid_input", ["body", "username"]);
    const service = await makeService(made, "admin");
    await expect(createToken(as(service), { body })).rejects.toMatchObject(place);
    const admin = await makeActor(["admin"]);
    const foreign = createToken(as(admin), { body: { ...body, username: made.organization } });
    await expect(foreign).rejects.toMatchObject(place);
  });

  test("is revoked by its organization's admins only", async ({ expect }) => {
    const [made, other] = [await makeOrganization(), await makeOrganization()];
    const { tokenId: id } = await makeService(made, "reader");
    const foreign = revokeOrganizationToken(as(other.admin), { ...other, id });
    await expect(foreign).rejects.toMatchObject(refusal("not_found"));
    await revokeOrganizationToken(as(made.admin), { ...made, id });
    const again = revokeOrganizationToken(as(made.admin), { ...made, id });
    await expect(again).rejects.toMatchObject(refusal("not_found"));
  });
});
