import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { Stripe } from "stripe";
import { describe, test } from "vitest";

import { signWebhook } from "./sign-webhook.ts";
import { createWebhookSecret } from "./webhook-secret.ts";

const stripe = new Stripe("sk_test_unused");
const nowS = Math.floor(Date.now() / 1000);
const body = JSON.stringify({ id: "1", output: "grün 🖼" });
const secret = createWebhookSecret(new Uint8Array(32).fill(7));

describe("signing a webhook", () => {
  test("satisfies the standardwebhooks and stripe libraries with any body", async ({ expect }) => {
    const text = fc.string({ unit: "grapheme", maxLength: 200 });
    const property = fc.asyncProperty(
      text,
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      async (any, bytes) => {
        const payload = JSON.stringify({ any });
        const own = createWebhookSecret(bytes);
        const headers = await signWebhook({
          deliveryId: "d1",
          body: payload,
          secrets: [own],
          timestampS: nowS,
        });
        expect(new Webhook(own).verify(payload, headers)).toEqual({ any });
        const header = headers["wriftai-webhook-signature"] ?? "";
        expect(stripe.webhooks.constructEvent(payload, header, own)).toEqual({ any });
      },
    );
    await fc.assert(property, { numRuns: 50 });
  });

  test("signs with the bytes of a secret that is not of the whsec_ form", async ({ expect }) => {
    for (const plain of ["geheim-ü", "whsec_", "whsec_not base64!", "whsec_abc"]) {
      const headers = await signWebhook({
        deliveryId: "d1",
        body,
        secrets: [plain],
        timestampS: nowS,
      });
      const oracle = new Webhook(Buffer.from(plain, "utf8").toString("base64"));
      expect(oracle.verify(body, headers)).toEqual(JSON.parse(body));
      const header = headers["wriftai-webhook-signature"] ?? "";
      expect(stripe.webhooks.constructEvent(body, header, plain)).toEqual(JSON.parse(body));
    }
  });

  test("writes WriftAI's header with t first and without spaces", async ({ expect }) => {
    const headers = await signWebhook({
      deliveryId: "d1",
      body,
      secrets: [secret],
      timestampS: 1_700_000_000,
    });
    expect(headers["wriftai-webhook-signature"]).toMatch(/^t=1700000000,v1=[0-9a-f]{64}$/);
    expect(headers["webhook-id"]).toBe("d1");
    expect(headers["webhook-timestamp"]).toBe("1700000000");
  });

  test("gives signatures that fail for another body, id or secret", async ({ expect }) => {
    const headers = await signWebhook({
      deliveryId: "d1",
      body,
      secrets: [secret],
      timestampS: nowS,
    });
    const other = createWebhookSecret(new Uint8Array(32).fill(8));
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow("No matching signature");
    expect(() => new Webhook(secret).verify(body, { ...headers, "webhook-id": "d2" })).toThrow(
      "No matching signature",
    );
    expect(() => new Webhook(other).verify(body, headers)).toThrow("No matching signature");
    const header = headers["wriftai-webhook-signature"] ?? "";
    expect(() => stripe.webhooks.constructEvent(body, header, other)).toThrow("No signatures");
  });

  test("is good by any of several secrets, and by no other", async ({ expect }) => {
    const [old, other] = [9, 10].map((byte) => createWebhookSecret(new Uint8Array(32).fill(byte)));
    const secrets = [secret, old ?? ""];
    const headers = await signWebhook({ deliveryId: "d1", body, secrets, timestampS: nowS });
    expect(headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    const header = headers["wriftai-webhook-signature"] ?? "";
    expect(header).toMatch(/^t=[0-9]+(,v1=[0-9a-f]{64}){2}$/);
    for (const good of secrets) {
      expect(new Webhook(good).verify(body, headers)).toEqual(JSON.parse(body));
      expect(stripe.webhooks.constructEvent(body, header, good)).toEqual(JSON.parse(body));
    }
    expect(() => new Webhook(other ?? "").verify(body, headers)).toThrow("No matching signature");
    expect(() => stripe.webhooks.constructEvent(body, header, other ?? "")).toThrow(
      "No signatures",
    );
  });

  test("refuses an empty secret and a broken timestamp", async ({ expect }) => {
    const delivery = { deliveryId: "d1", body, secrets: [secret], timestampS: nowS };
    await expect(signWebhook({ ...delivery, secrets: [""] })).rejects.toThrow("must not be empty");
    await expect(signWebhook({ ...delivery, secrets: [] })).rejects.toThrow("needs a secret");
    await expect(signWebhook({ ...delivery, timestampS: 1.5 })).rejects.toThrow("whole seconds");
  });
});

describe("creating a secret", () => {
  test("writes 32 bytes as whsec_ and base64", ({ expect }) => {
    expect(createWebhookSecret(new Uint8Array(32))).toBe(`whsec_${"A".repeat(43)}=`);
  });

  test("refuses another number of bytes", ({ expect }) => {
    expect(() => createWebhookSecret(new Uint8Array(16))).toThrow("32 bytes; got 16");
  });
});
