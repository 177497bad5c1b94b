import { describe, test } from "vitest";

import { CallbackUrls } from "../callbacks/callback-urls.ts";
import { FileUrls } from "./file-urls.ts";

const secret = "s".repeat(43);
const urls = new FileUrls({ secret });
const id = "3f2b1c58-6c0e-4a9b-9b1e-0d5f7a2c4e61";
const grant = { id, expiresS: 1_800_000_000 };

async function signatureOf(made: Promise<string>): Promise<string> {
  return new URL(await made).searchParams.get("signature") ?? "";
}

describe("a download URL", () => {
  test("names the file and its end, and is the same however often it is made", async ({
    expect,
  }) => {
    const url = await urls.create("https://headgate.example", grant);
    expect(url).toMatch(
      new RegExp(
        `^https://headgate\\.example/v1/files/${id}/download\\?expires=1800000000&signature=[\\w-]{43}$`,
      ),
    );
    expect(new URL(url).href).toBe(url);
    expect(await urls.create("https://headgate.example", grant)).toBe(url);
  });

  test("is good for its own file and end only", async ({ expect }) => {
    const signature = await signatureOf(urls.create("https://headgate.example", grant));
    expect(await urls.verify(grant, signature)).toBe(true);
    expect(await urls.verify({ ...grant, expiresS: grant.expiresS + 1 }, signature)).toBe(false);
    expect(await urls.verify({ ...grant, id: id.replace("3", "4") }, signature)).toBe(false);
    expect(await urls.verify(grant, `${signature.slice(0, -1)}_`)).toBe(false);
    expect(await urls.verify(grant, "")).toBe(false);
    const other = new FileUrls({ secret: `${secret}x` });
    expect(await other.verify(grant, signature)).toBe(false);
  });

  test("is no callback token, nor the other way round", async ({ expect }) => {
    const callbacks = new CallbackUrls({ publicUrl: "https://headgate.example", secret });
    const lease = { id, epoch: grant.expiresS };
    const token = (await callbacks.create(lease)).split("/").at(-1) ?? "";
    expect(await urls.verify(grant, token)).toBe(false);
    const signature = await signatureOf(urls.create("https://headgate.example", grant));
    expect(await callbacks.verify(lease, signature)).toBe(false);
  });
});
