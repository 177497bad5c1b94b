import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { importSealingKey, openRegistry, putRegistry, type SealingContext } from "../src/index.ts";
import { as, makeActor } from "./arrange.ts";
import { refusal } from "./refusals.ts";

function sealing(
  actor: Parameters<typeof as>[0],
  secret = "the secret of the tests",
): SealingContext {
  return { ...as(actor), sealingKey: () => importSealingKey(secret) };
}

const host = "ghcr.io";
const body = { username: "robot", password: "the pässword" };

describe("the password for a registry", () => {
  test("is opened for its owner and registry", async ({ expect }) => {
    const actor = await makeActor();
    await putRegistry(sealing(actor), { host, body });
    const { ownerId } = actor;
    expect(await openRegistry(sealing(null), { ownerId, host })).toEqual(body);
    expect(await openRegistry(sealing(null), { ownerId, host: "docker.io" })).toBe(null);
    expect(await openRegistry(sealing(null), { ownerId: "another", host })).toBe(null);
  });

  test("is of no use with another secret, or in another row", async ({ expect }) => {
    const [actor, thief] = [await makeActor(), await makeActor()];
    await putRegistry(sealing(actor), { host, body });
    const { ownerId } = actor;
    await expect(
      openRegistry(sealing(null, "another secret"), { ownerId, host }),
    ).rejects.toMatchObject(refusal("unavailable"));
    await putRegistry(sealing(thief), { host, body: { username: "thief", password: "x" } });
    await env.DB.prepare(
      `UPDATE registry_credentials SET sealed_password =
        (SELECT sealed_password FROM registry_credentials WHERE owner_id = ?1) WHERE owner_id = ?2`,
    )
      .bind(ownerId, thief.ownerId)
      .run();
    await expect(
      openRegistry(sealing(null), { ownerId: thief.ownerId, host }),
    ).rejects.toMatchObject(refusal("unavailable"));
  });
});
