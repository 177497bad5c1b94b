import { Webhook } from "standardwebhooks";
import { Stripe } from "stripe";
import { describe, test } from "vitest";

import { type EndpointRow, listAttempts, updateEndpoint } from "@headgate/database";
import {
  createEndpoint,
  rotateEndpointSecret,
  rotateWebhookSecret,
  type SealingContext,
} from "@headgate/registry";

import { drawRandom, openSealingKey } from "../src/open-sealing.ts";
import { body, makeDelivery, makeEndpoint, makeOwnerId, read, seal } from "./deliveries.ts";
import { db, webhookSecret } from "./gate.ts";
import { held, sendWebhooks } from "./queues.ts";
import { answering, type SeenRequest } from "./receiver.ts";

const { env: bindings } = held();
const stripe = new Stripe("sk_test_unused");
const other = `whsec_${btoa("a secret that signed nothing here")}`;
let calls = 0;

function newUrl(): string {
  calls += 1;
  return `https://endpoint-${calls}.example/`;
}

/** Which of the secrets both libraries take for the one that signed. */
async function goodOf(seen: SeenRequest | undefined, secrets: string[]): Promise<string[]> {
  const { headers = {}, body: text = "" } = seen ?? {};
  const good: string[] = [];
  for (const secret of secrets) {
    try {
      new Webhook(secret).verify(text, headers);
      await stripe.webhooks.constructEventAsync(
        text,
        headers["wriftai-webhook-signature"] ?? "",
        secret,
      );
      good.push(secret);
    } catch {
      // Not this one.
    }
  }
  return good;
}

function contextOf(ownerId: string): SealingContext {
  const actor = {
    ...{
      ownerId,
      username: "john",
      kind: "user" as const,
      tokenId: "t",
      scopes: ["write"] as const,
    },
    ...{ roles: new Map([[ownerId, "admin" as const]]), expiresAt: null, rateLimit: null },
  };
  return {
    ...{ db, actor, requestId: null, now: () => Date.now(), random: drawRandom },
    pause: async () => {},
    urlPolicy: { allowPrivate: false, ownHosts: [] },
    sealingKey: () => openSealingKey(bindings),
  };
}

async function endpointOf(ownerId: string): Promise<{ id: string; url: string; secret: string }> {
  return createEndpoint(contextOf(ownerId), { body: { url: newUrl() } });
}

async function change(
  { ownerId, id }: Pick<EndpointRow, "ownerId" | "id">,
  changes: Parameters<typeof updateEndpoint>[1]["changes"],
): Promise<void> {
  const entry = { at: 1, actorId: "a", actorName: "a", tokenId: "t", requestId: null, ownerId };
  const what = { action: "a.b", targetKind: "webhook_endpoint", target: id, details: {} } as const;
  await updateEndpoint(db, { ownerId, id, changes, updatedAt: 1 }, { ...entry, ...what });
}

describe("a webhook is signed", () => {
  test("with the endpoint's secret where its URL is one's", async ({ expect }) => {
    using receiver = answering(200);
    const ownerId = await makeOwnerId();
    const { url, secret } = await endpointOf(ownerId);
    await sendWebhooks([await makeDelivery({ ownerId, url })], bindings);
    expect(await goodOf(receiver.seen[0], [secret, webhookSecret, other])).toEqual([secret]);
    // Somebody else's endpoint of that URL is of no account.
    await sendWebhooks([await makeDelivery({ url })], bindings);
    expect(await goodOf(receiver.seen[1], [secret, webhookSecret, other])).toEqual([webhookSecret]);
  });

  test("with the call's own too, and with that alone where there is no endpoint", async ({
    expect,
  }) => {
    using receiver = answering(200);
    const ownerId = await makeOwnerId();
    const { url, secret } = await endpointOf(ownerId);
    const predictionId = crypto.randomUUID();
    const own = "a secret of the call's";
    const sealedSecret = await seal(predictionId, own);
    await sendWebhooks(
      [await makeDelivery({ ownerId, url, predictionId, sealedSecret })],
      bindings,
    );
    const secrets = [secret, own, webhookSecret, other];
    expect(await goodOf(receiver.seen[0], [secret, webhookSecret, other])).toEqual([secret]);
    expect(receiver.seen[0]?.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    const alone = { predictionId, sealedSecret, id: `msg_${predictionId}_started` };
    await sendWebhooks([await makeDelivery(alone)], bindings);
    const header = receiver.seen[1]?.headers["wriftai-webhook-signature"] ?? "";
    expect(await stripe.webhooks.constructEventAsync(body, header, own)).toEqual(JSON.parse(body));
    expect(
      await goodOf(
        receiver.seen[1],
        secrets.filter((one) => one !== own),
      ),
    ).toEqual([]);
  });

  test("with both while a secret takes the place of another, and not after", async ({ expect }) => {
    using receiver = answering(200);
    const ownerId = await makeOwnerId();
    const { id, url, secret: old } = await endpointOf(ownerId);
    const ctx = contextOf(ownerId);
    const { secret } = await rotateEndpointSecret(ctx, { id, body: {} });
    await sendWebhooks([await makeDelivery({ ownerId, url })], bindings);
    expect(await goodOf(receiver.seen[0], [secret, old, webhookSecret])).toEqual([secret, old]);
    await db.$client
      .prepare("UPDATE webhook_endpoints SET previous_until = ?2 WHERE id = ?1")
      .bind(id, Date.now() - 1)
      .run();
    await sendWebhooks([await makeDelivery({ ownerId, url })], bindings);
    expect(await goodOf(receiver.seen[1], [secret, old, webhookSecret])).toEqual([secret]);
    await rotateEndpointSecret(ctx, { id, body: { keep_previous_s: 0 } });
    await sendWebhooks([await makeDelivery({ ownerId, url })], bindings);
    expect(await goodOf(receiver.seen[2], [secret, old, webhookSecret])).toEqual([]);
  });

  test("so with the owner's own secret, too", async ({ expect }) => {
    using receiver = answering(200);
    const ownerId = await makeOwnerId();
    const rotate = (given: object) => rotateWebhookSecret(contextOf(ownerId), { body: given });
    const { key } = await rotate({});
    await sendWebhooks([await makeDelivery({ ownerId })], bindings);
    expect(await goodOf(receiver.seen[0], [key, webhookSecret])).toEqual([key, webhookSecret]);
    const { key: newest } = await rotate({ keep_previous_s: 0 });
    await sendWebhooks([await makeDelivery({ ownerId })], bindings);
    expect(await goodOf(receiver.seen[1], [newest, key, webhookSecret])).toEqual([newest]);
  });

  test("with nothing that cannot be decrypted: it fails, and says why", async ({ expect }) => {
    using receiver = answering(200);
    const id = await makeDelivery({ sealedSecret: await seal("another prediction", "secret") });
    await sendWebhooks([id], bindings);
    expect(receiver.seen).toEqual([]);
    expect((await read(id)).lastError).toContain("cannot be decrypted");
    expect(await listAttempts(db, id)).toHaveLength(1);
  });

  test("with the secret in its row, of those made before secrets were sealed", async ({
    expect,
  }) => {
    using receiver = answering(200);
    const id = await makeDelivery();
    await db.$client
      .prepare("UPDATE webhook_deliveries SET secret = ?2, owner_id = NULL WHERE id = ?1")
      .bind(id, other)
      .run();
    await sendWebhooks([id], bindings);
    expect(await goodOf(receiver.seen[0], [webhookSecret, other])).toEqual([other]);
  });
});

describe("an endpoint", () => {
  test("that answers 410 is called no more, until it is enabled again", async ({ expect }) => {
    using gone = answering(410);
    const ownerId = await makeOwnerId();
    const { id, url } = await endpointOf(ownerId);
    const waiting = await makeDelivery({ ownerId, url });
    await sendWebhooks([await makeDelivery({ ownerId, url })], bindings);
    expect(gone.seen).toHaveLength(1);
    await sendWebhooks([waiting, await makeDelivery({ ownerId, url })], bindings);
    expect(gone.seen).toHaveLength(1);
    const row = await read(waiting);
    expect(row).toMatchObject({ state: "dead", attempt: 0, dueAt: null });
    expect(row.lastError).toBe("its endpoint is disabled: it answered 410 Gone");
    await change({ ownerId, id }, { disabledAt: null, disabledReason: null });
    await sendWebhooks([await makeDelivery({ ownerId, url })], bindings);
    expect(gone.seen).toHaveLength(2);
  });

  test("is made of a URL that answers 410 and is none, for that owner alone", async ({
    expect,
  }) => {
    using gone = answering(410);
    const [ownerId, url] = [await makeOwnerId(), newUrl()];
    const waiting = await makeDelivery({ ownerId, url });
    await sendWebhooks([await makeDelivery({ ownerId, url })], bindings);
    await sendWebhooks([waiting, await makeDelivery({ ownerId, url })], bindings);
    expect(gone.seen).toHaveLength(1);
    expect((await read(waiting)).state).toBe("dead");
    await sendWebhooks([await makeDelivery({ url })], bindings);
    expect(gone.seen).toHaveLength(2);
  });

  test("that moved is called where it is now; one that was deleted is not", async ({ expect }) => {
    using receiver = answering(200);
    const ownerId = await makeOwnerId();
    const url = newUrl();
    const id = await makeEndpoint({ ownerId, url });
    const [first, second] = [
      await makeDelivery({ ownerId, url }),
      await makeDelivery({ ownerId, url }),
    ];
    const moved = newUrl();
    await change({ ownerId, id }, { url: moved });
    await sendWebhooks([first], bindings);
    expect(receiver.seen.map((seen) => seen.url)).toEqual([moved]);
    await db.$client.prepare("DELETE FROM webhook_endpoints WHERE id = ?1").bind(id).run();
    await sendWebhooks([second], bindings);
    expect(receiver.seen).toHaveLength(1);
    expect(await read(second)).toMatchObject({
      state: "dead",
      lastError: "its endpoint was deleted",
    });
  });
});
