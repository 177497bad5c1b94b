import { env, exports } from "cloudflare:workers";
import { describe, test } from "vitest";

import { makeOwner, makeToken } from "./arrange.ts";
import { ask, call } from "./call.ts";
import {
  download,
  formOf,
  leftOf,
  randomBytes,
  sha256Of,
  streamOf,
  upload,
  type UploadedFile,
} from "./file-scene.ts";
import { expectRefusal, placesOf } from "./refusals.ts";

describe("uploading a file", { timeout: 60_000 }, () => {
  test("as a form, as Replicate's client sends it, tells all that there is to know", async ({
    expect,
  }) => {
    const { token } = await makeOwner();
    const bytes = randomBytes(1000);
    const form = formOf(bytes);
    form.append("metadata", new Blob(['{"from": "a test"}'], { type: "application/json" }));
    const answer = await call("POST /v1/files", { token, body: form });
    expect(answer.status).toBe(201);
    const file = answer.body as UploadedFile;
    expect(file).toMatchObject({
      name: "boat.png",
      content_type: "image/png",
      size: 1000,
      checksums: { sha256: await sha256Of(bytes) },
      metadata: { from: "a test" },
    });
    expect(Date.parse(file.expires_at) - Date.parse(file.created_at)).toBeGreaterThan(86_300_000);
    expect(answer.headers.get("location")).toBe(file.urls.get);
    expect(await ask(`GET /v1/files/${file.id}`, { token })).toEqual(file);
    const response = await exports.default.fetch(file.urls.download);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  test("as the body itself takes what is said of it from the query", async ({ expect }) => {
    const { token } = await makeOwner();
    const query = `?filename=b%C3%A9.txt&expires_in_s=60&metadata=${encodeURIComponent('{"a":1}')}`;
    const file = await upload(token, undefined, { query });
    expect(file).toMatchObject({
      ...{ name: "bé.txt", content_type: "text/plain", size: 6, metadata: { a: 1 } },
    });
    const lifeMs = Date.parse(file.expires_at) - Date.parse(file.created_at);
    expect(lifeMs).toBeGreaterThanOrEqual(60_000);
    expect(lifeMs).toBeLessThan(70_000);
    expect((await download(file)).text).toBe("a boat");
  });

  test.for([0, 1, 5 * 1024 * 1024, 5 * 1024 * 1024 + 1, 12_345_678])(
    "keeps every one of %i bytes, in whichever parts",
    async (size, { expect }) => {
      const { token } = await makeOwner();
      const bytes = randomBytes(size);
      const file = await ask<UploadedFile>("POST /v1/files", { token, body: formOf(bytes) });
      expect(file).toMatchObject({ size, checksums: { sha256: await sha256Of(bytes) } });
      const response = await exports.default.fetch(file.urls.download);
      expect(await sha256Of(new Uint8Array(await response.arrayBuffer()))).toBe(
        await sha256Of(bytes),
      );
    },
  );

  test("takes a stream of which nobody said how long it is", async ({ expect }) => {
    const { token } = await makeOwner();
    expect(await upload(token, streamOf(7_000_000))).toMatchObject({ size: 7_000_000 });
  });

  test("takes no type that is none", async ({ expect }) => {
    const { token } = await makeOwner();
    const odd = ['text/html"\\', "nothing", "a/b; c=d"];
    for (const type of odd) {
      const file = await upload(token, undefined, { type });
      expect(file.content_type, type).toBe("application/octet-stream");
    }
  });
});

describe("an upload is refused, and leaves nothing,", { timeout: 60_000 }, () => {
  test("where it says that it is too large", async ({ expect }) => {
    const { token, username } = await makeOwner();
    const headers = { "content-length": "100000001", "content-type": "image/png" };
    const answer = await call("POST /v1/files", { token, headers, body: streamOf(100_000_001) });
    expect(expectRefusal(expect, answer, "payload_too_large")).toContain("100000000 bytes");
    expect((await leftOf(username)).rows).toEqual([]);
  });

  test("where it turns out to be too large", async ({ expect }) => {
    const { token, username } = await makeOwner();
    const body = streamOf(100_000_001);
    const answer = await call("POST /v1/files", { token, body });
    expect(expectRefusal(expect, answer, "payload_too_large")).toContain("100000000 bytes");
    await expect.poll(async () => (await leftOf(username)).rows).toEqual([]);
  });

  const wrong = (change: (form: FormData) => void) => {
    const form = formOf("a boat");
    change(form);
    return form;
  };
  test.for([
    ["without a file", wrong((form) => form.delete("content")), "content"],
    ["with two", wrong((form) => form.append("content", "another")), "content"],
    ["with another field", wrong((form) => form.append("color", "red")), "color"],
    ["with metadata that is no object", wrong((form) => form.append("metadata", "[]")), "metadata"],
    ["with metadata that is no JSON", wrong((form) => form.append("metadata", "{")), "metadata"],
    [
      "that is to be kept for ever",
      wrong((form) => form.append("expires_in_s", "1e9")),
      "expires_in_s",
    ],
    [
      "that is to be kept for a second",
      wrong((form) => form.append("expires_in_s", "1")),
      "expires_in_s",
    ],
    ["with an empty name", wrong((form) => form.append("filename", "")), "filename"],
    ["with a name of two lines", wrong((form) => form.append("filename", "a\r\nb")), "filename"],
  ] as const)("%s", async ([, body, field], { expect }) => {
    const { token, username } = await makeOwner();
    const answer = await call("POST /v1/files", { token, body });
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([["body", field]]);
    await expect.poll(async () => (await leftOf(username)).rows).toEqual([]);
  });

  test("with a form that ends in the middle", async ({ expect }) => {
    const { token, username } = await makeOwner();
    const body = '--x\r\nContent-Disposition: form-data; name="content"; filename="a"\r\n\r\nhello';
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const answer = await call("POST /v1/files", { token, body, headers });
    expect(expectRefusal(expect, answer, "bad_request")).toContain("last boundary");
    await expect.poll(async () => (await leftOf(username)).rows).toEqual([]);
  });

  test.for([
    ["no boundary", { "content-type": "multipart/form-data" }, "hello"],
    ["no body", {}, undefined],
  ] as const)("with %s", async ([, headers, body], { expect }) => {
    const { token, username } = await makeOwner();
    const answer = await call("POST /v1/files", { token, headers, ...(body && { body }) });
    expectRefusal(expect, answer, "bad_request");
    await expect.poll(async () => (await leftOf(username)).rows).toEqual([]);
  });

  test("where there is no room, exactly, with fifty at once", async ({ expect }) => {
    const { token, username } = await makeOwner();
    await env.DB.prepare(
      `INSERT INTO files (id, owner_id, content_type, size_bytes, sha256, created_at, expires_at)
       SELECT ?1 || value, owners.id, 'a/b', 1, 'f', 1, 9e12 FROM owners,
         (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 4990) SELECT value FROM n)
       WHERE username = ?1`,
    )
      .bind(username)
      .run();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call("POST /v1/files", { token, body: formOf("a boat") })),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(10);
    for (const answer of answers)
      if (answer.status !== 201) expectRefusal(expect, answer, "conflict");
    expect((await leftOf(username)).rows).toHaveLength(5000);
  });

  test("beyond the bytes that an owner may have", async ({ expect }) => {
    const { token, username } = await makeOwner();
    const file = await upload(token);
    await env.DB.prepare("UPDATE files SET size_bytes = 19999999990 WHERE id = ?")
      .bind(file.id)
      .run();
    const fits = await call("POST /v1/files", { token, body: randomBytes(10) });
    expect(fits.status).toBe(201);
    const answer = await call("POST /v1/files", { token, body: randomBytes(1) });
    expect(expectRefusal(expect, answer, "conflict")).toContain("20000000000 bytes");
    expect((await leftOf(username)).rows).toHaveLength(2);
  });
});

describe("a file", () => {
  test("belongs to whoever uploaded it", async ({ expect }) => {
    const [owner, stranger] = [await makeOwner(), await makeOwner()];
    const { id } = await upload(owner.token);
    const readOnly = await makeToken(owner.username, ["read"]);
    for (const route of [`GET /v1/files/${id}`, `DELETE /v1/files/${id}`]) {
      expectRefusal(expect, await call(route), "unauthorized");
      expectRefusal(expect, await call(route, { token: stranger.token }), "not_found");
    }
    for (const route of ["POST /v1/files", `DELETE /v1/files/${id}`]) {
      const answer = await call(route, { token: readOnly });
      expect(expectRefusal(expect, answer, "forbidden")).toContain("predict");
    }
    expect(await ask(`GET /v1/files/${id}`, { token: readOnly })).toMatchObject({ id });
    expect(await ask("GET /v1/files", { token: stranger.token })).toMatchObject({ items: [] });
  });

  test("of an organization is its members', as far as their roles go", async ({ expect }) => {
    const [admin, reader] = [await makeOwner(), await makeOwner()];
    const org = `org-${crypto.randomUUID().slice(0, 8)}`;
    await ask("POST /v1/organizations", { token: admin.token, body: { name: org } });
    await ask(`PUT /v1/organizations/${org}/members/${reader.username}`, {
      token: admin.token,
      body: { role: "reader" },
    });
    const { token } = await ask<{ token: string }>(`POST /v1/organizations/${org}/tokens`, {
      token: admin.token,
      body: { name: "ci", role: "runner" },
    });
    const { id } = await upload(token);
    expect(await ask(`GET /v1/files/${id}`, { token: reader.token })).toMatchObject({ id });
    const refused = await call(`DELETE /v1/files/${id}`, { token: reader.token });
    expectRefusal(expect, refused, "not_found");
    expect((await call(`DELETE /v1/files/${id}`, { token: admin.token })).status).toBe(200);
  });

  test("that is deleted is gone to everybody at once, with its content", async ({ expect }) => {
    const { token, username } = await makeOwner();
    const file = await upload(token);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call(`DELETE /v1/files/${file.id}`, { token })),
    );
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(answers.every(({ status }) => status === 200 || status === 404)).toBe(true);
    for (const route of [`GET /v1/files/${file.id}`, `DELETE /v1/files/${file.id}`]) {
      expectRefusal(expect, await call(route, { token }), "not_found");
    }
    expectRefusal(expect, await download(file), "not_found");
    const left = await leftOf(username);
    expect(left.rows).toEqual([]);
    expect(left.objects).not.toContain(file.id);
  });

  test("that has expired is gone to everybody, whoever deletes it when", async ({ expect }) => {
    const { token } = await makeOwner();
    const file = await upload(token);
    await env.DB.prepare("UPDATE files SET expires_at = ? WHERE id = ?")
      .bind(Date.now() - 1, file.id)
      .run();
    expectRefusal(expect, await call(`GET /v1/files/${file.id}`, { token }), "not_found");
    expectRefusal(expect, await download(file), "not_found");
    expect(await ask("GET /v1/files", { token })).toMatchObject({ items: [] });
  });

  test("is seen by nobody before all of it is there", async ({ expect }) => {
    const { token, username } = await makeOwner();
    let end = (): void => undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(10));
        end = () => controller.close();
      },
    });
    const uploading = upload(token, body);
    await expect.poll(async () => (await leftOf(username)).rows).toHaveLength(1);
    const [id = ""] = (await leftOf(username)).rows;
    expectRefusal(expect, await call(`GET /v1/files/${id}`, { token }), "not_found");
    expect(await ask("GET /v1/files", { token })).toMatchObject({ items: [] });
    end();
    expect((await uploading).id).toBe(id);
  });

  test("is on one page of the list, also while others come and go", async ({ expect }) => {
    const { token } = await makeOwner();
    const ids: string[] = [];
    for (let count = 0; count < 12; count += 1) ids.unshift((await upload(token)).id);
    interface Page {
      items: UploadedFile[];
      next_url: string | null;
      previous_url: string | null;
    }
    const first = await ask<Page>("GET /v1/files?page_size=5", { token });
    await upload(token);
    await ask(`DELETE /v1/files/${ids[4]}`, { token });
    const pathOf = (url: string | null): string => (url ?? "").replace(/^https?:\/\/[^/]+/, "");
    const second = await ask<Page>(`GET ${pathOf(first.next_url)}`, { token });
    const third = await ask<Page>(`GET ${pathOf(second.next_url)}`, { token });
    expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(ids);
    expect(third.next_url).toBeNull();
    const back = await ask<Page>(`GET ${pathOf(third.previous_url)}`, { token });
    expect(back.items.map(({ id }) => id)).toEqual(ids.slice(5, 10));
  });
});
