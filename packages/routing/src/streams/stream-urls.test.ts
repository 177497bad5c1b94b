import { describe, test } from "vitest";

import { newId } from "../../test/leases.ts";
import { CallbackUrls } from "../callbacks/callback-urls.ts";
import { StreamUrls } from "./stream-urls.ts";

const secret = "s".repeat(43);
const urls = new StreamUrls({ secret });
const grant = { id: newId(), expiresS: 1_800_000_000 };

async function signatureOf(): Promise<string> {
  const url = new URL(await urls.create("https://headgate.example", grant));
  return url.searchParams.get("signature") ?? "";
}

describe("the URL of a stream", () => {
  test("says the prediction and until when", async ({ expect }) => {
    expect(await urls.create("https://headgate.example", grant)).toBe(
      `https://headgate.example/v1/predictions/${grant.id}/stream?expires=1800000000&signature=${await signatureOf()}`,
    );
  });

  test("is good for that prediction and time only", async ({ expect }) => {
    const signature = await signatureOf();
    expect(await urls.verify(grant, signature)).toBe(true);
    expect(await urls.verify({ ...grant, expiresS: grant.expiresS + 1 }, signature)).toBe(false);
    expect(await urls.verify({ ...grant, id: newId() }, signature)).toBe(false);
    expect(await urls.verify(grant, `${signature.slice(0, -1)}!`)).toBe(false);
    const other = new StreamUrls({ secret: `${secret}x` });
    expect(await other.verify(grant, signature)).toBe(false);
  });

  test("cannot be made of a callback's token, nor the other way round", async ({ expect }) => {
    const callbacks = new CallbackUrls({ publicUrl: "https://headgate.example", secret });
    const { id, expiresS } = grant;
    const token = (await callbacks.create({ id, epoch: expiresS })).split("/").at(-1) ?? "";
    expect(await urls.verify(grant, token)).toBe(false);
    expect(await callbacks.verify({ id, epoch: expiresS }, await signatureOf())).toBe(false);
  });
});
