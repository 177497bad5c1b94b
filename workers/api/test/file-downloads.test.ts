import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { makeOwner } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { download, formOf, sha256Of, upload, type UploadedFile } from "./file-scene.ts";
import { expectRefusal } from "./refusals.ts";

const text = "0123456789";
const bytes = new TextEncoder().encode(text);

async function uploadText(): Promise<UploadedFile> {
  const { token } = await makeOwner();
  return upload(token, bytes, { query: "?filename=digits%20(1).txt" });
}

describe("the download URL of a file", () => {
  test("gives what is in it, to be kept as long as it is there and taken for nothing else", async ({
    expect,
  }) => {
    const file = await uploadText();
    const { status, headers, text: got } = await download(file);
    expect([status, got]).toEqual([200, text]);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/plain",
      "content-length": "10",
      "content-disposition": "inline; filename*=UTF-8''digits%20%281%29.txt",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "accept-ranges": "bytes",
      etag: `"${await sha256Of(bytes)}"`,
    });
    const [, seconds] =
      /^private, max-age=(\d+), immutable$/.exec(headers.get("cache-control") ?? "") ?? [];
    expect(Number(seconds)).toBeGreaterThan(86_300);
    expect(Number(seconds)).toBeLessThanOrEqual(86_400);
  });

  test.for([
    ["bytes=0-0", 206, "0", "bytes 0-0/10"],
    ["bytes=3-5", 206, "345", "bytes 3-5/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=7-99", 206, "789", "bytes 7-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=-99", 206, text, "bytes 0-9/10"],
    ["bytes=0-2,5-6", 200, text, null],
    ["bytes=5-3", 200, text, null],
    ["lines=1-2", 200, text, null],
    ["bytes=-", 200, text, null],
  ] as const)("answers `Range: %s` with %i", async ([range, status, got, told], { expect }) => {
    const answer = await download(await uploadText(), { range });
    expect([answer.status, answer.text]).toEqual([status, got]);
    expect(answer.headers.get("content-range")).toBe(told);
    expect(answer.headers.get("content-length")).toBe(String(got.length));
  });

  test.for(["bytes=10-", "bytes=99-100", "bytes=-0"])(
    "refuses `Range: %s`, of which nothing is there",
    async (range, { expect }) => {
      const answer = await download(await uploadText(), { range });
      expect(expectRefusal(expect, answer, "range_not_satisfiable")).toContain("10 bytes");
      expect(answer.headers.get("content-range")).toBe("bytes */10");
    },
  );

  test("gives a range only of what the caller knows already", async ({ expect }) => {
    const file = await uploadText();
    const etag = (await download(file)).headers.get("etag") ?? "";
    const known = await download(file, { range: "bytes=0-0", "if-range": etag });
    expect([known.status, known.text]).toEqual([206, "0"]);
    const other = await download(file, { range: "bytes=0-0", "if-range": '"other"' });
    expect([other.status, other.text]).toEqual([200, text]);
  });

  test("gives nothing to whoever has it already", async ({ expect }) => {
    const file = await uploadText();
    const etag = (await download(file)).headers.get("etag") ?? "";
    for (const known of [etag, `W/${etag}`, `"a", ${etag}`, "*"]) {
      const answer = await download(file, { "if-none-match": known });
      expect([answer.status, answer.text], known).toEqual([304, ""]);
      expect(answer.headers.get("etag")).toBe(etag);
    }
    expect((await download(file, { "if-none-match": '"other"' })).status).toBe(200);
  });

  test("tells HEAD all but the content", async ({ expect }) => {
    const file = await uploadText();
    const answer = await download(file, {}, "HEAD");
    expect([answer.status, answer.text]).toEqual([200, ""]);
    expect(answer.headers.get("content-length")).toBe("10");
    expect((await download(file, { range: "bytes=0-3" }, "HEAD")).status).toBe(206);
  });

  test("is good until the file expires, for that file, and needs no token", async ({ expect }) => {
    const [file, other] = [await uploadText(), await uploadText()];
    const url = new URL(file.urls.download);
    const changed = (change: (url: URL) => void): string => {
      const copy = new URL(url);
      change(copy);
      return `GET ${copy.pathname}${copy.search}`;
    };
    const bad = [
      changed(({ searchParams }) => searchParams.delete("signature")),
      changed(({ searchParams }) => searchParams.delete("expires")),
      changed(({ searchParams }) => searchParams.set("expires", "9999999999")),
      changed(({ searchParams }) => searchParams.set("signature", "A".repeat(43))),
      changed((copy) => (copy.pathname = copy.pathname.replace(file.id, other.id))),
    ];
    for (const route of bad) {
      expect(expectRefusal(expect, await call(route), "forbidden"), route).toContain("not signed");
    }
    expect((await download(file)).status).toBe(200);
  });

  test("is refused once it has expired", async ({ expect }) => {
    const { token } = await makeOwner();
    const mine = await upload(token, bytes);
    await env.DB.prepare("UPDATE files SET expires_at = ? WHERE id = ?")
      .bind(Date.now() + 1000, mine.id)
      .run();
    const short = await ask<UploadedFile>(`GET /v1/files/${mine.id}`, { token });
    await expect
      .poll(async () => (await download(short)).text, { timeout: 5000 })
      .toContain("has expired");
  });

  test.for(["text/html", "image/svg+xml", "application/xhtml+xml", "application/javascript", ""])(
    "saves what a browser might run: %s",
    async (type, { expect }) => {
      const { token } = await makeOwner();
      const form = formOf("<script>alert(1)</script>", { name: "a.html", type });
      const file = await ask<UploadedFile>("POST /v1/files", { token, body: form });
      const { headers } = await download(file);
      expect(headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''a.html");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  test("tells it where the content is gone", async ({ expect }) => {
    const file = await uploadText();
    await env.PAYLOADS.delete(`files/${file.id}`);
    const detail = expectRefusal(expect, await download(file), "not_found");
    expect(detail).toContain(file.id);
  });
});
