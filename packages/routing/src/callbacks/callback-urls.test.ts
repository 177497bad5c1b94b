import { describe, test, vi } from "vitest";

import { newId } from "../../test/leases.ts";
import { CallbackUrls } from "./callback-urls.ts";

const secret = "s".repeat(43);
const urls = new CallbackUrls({ publicUrl: "https://headgate.example/", secret });
const id = newId();

async function tokenOf(lease: { id: string; epoch: number }): Promise<string> {
  return (await urls.create(lease)).split("/").at(-1) ?? "";
}

/** Another character at the place, whose bits are all different from what is there. */
function flip(token: string, at: number): string {
  return `${token.slice(0, at)}${token[at] === "A" ? "_" : "A"}${token.slice(at + 1)}`;
}

describe("a callback URL", () => {
  test("names the prediction and the epoch, and ends in a token that needs no escaping", async ({
    expect,
  }) => {
    const url = await urls.create({ id, epoch: 3 });
    expect(url).toMatch(
      new RegExp(`^https://headgate\\.example/v1/callbacks/${id}/3/[A-Za-z0-9_-]{43}$`),
    );
    expect(new URL(url).href).toBe(url);
    expect(await urls.create({ id, epoch: 3 })).toBe(url);
  });

  test("is accepted for its own prediction and epoch only", async ({ expect }) => {
    const token = await tokenOf({ id, epoch: 3 });
    expect(await urls.verify({ id, epoch: 3 }, token)).toBe(true);
    expect(await urls.verify({ id, epoch: 4 }, token)).toBe(false);
    expect(await urls.verify({ id: newId(), epoch: 3 }, token)).toBe(false);
    expect(await urls.verify({ id, epoch: Number.NaN }, token)).toBe(false);
    const other = new CallbackUrls({ publicUrl: "https://headgate.example", secret: `${secret}x` });
    expect(await other.verify({ id, epoch: 3 }, token)).toBe(false);
  });

  test("is refused with a token that differs in any place, length or alphabet", async ({
    expect,
  }) => {
    const token = await tokenOf({ id, epoch: 1 });
    const places = Array.from(token, (_, at) => flip(token, at)).filter((one) => one !== token);
    const odd = [
      "",
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      `${token}\n`,
      ` ${token}`.slice(0, 43),
      `+${token.slice(1)}`,
      `é${token.slice(1)}`,
      "A".repeat(43),
    ];
    for (const wrong of [...places, ...odd]) {
      expect(await urls.verify({ id, epoch: 1 }, wrong), wrong).toBe(false);
    }
  });

  test("is compared by WebCrypto, in constant time", async ({ expect, onTestFinished }) => {
    const compare = vi.spyOn(crypto.subtle, "verify");
    onTestFinished(() => compare.mockRestore());
    const token = await tokenOf({ id, epoch: 1 });
    await urls.verify({ id, epoch: 1 }, flip(token, 0));
    await urls.verify({ id, epoch: 1 }, flip(token, 42));
    expect(compare).toHaveBeenCalledTimes(2);
  });
});
