import { exports } from "cloudflare:workers";
import { test } from "vitest";

import { origin } from "./origin.ts";

function open(path: string): Promise<Response> {
  return exports.default.fetch(origin + path);
}

test("/docs is a page that takes nothing from elsewhere", async ({ expect }) => {
  const response = await open("/docs");
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; script-src 'self';/,
  );
  const text = await response.text();
  const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = ""]) => url);
  expect(loaded.filter((url) => !url.startsWith("/docs/"))).toEqual(["data:,"]);
  for (const url of loaded.filter((one) => one.startsWith("/docs/"))) {
    const file = await open(url);
    expect([file.status, file.headers.get("x-content-type-options")]).toEqual([200, "nosniff"]);
    expect((await file.text()).length).toBeGreaterThan(50);
  }
});

test.for(["/docs/index.html", "/docs/swagger-ui-bundle.js.map", "/docs/%2e%2e%2fpackage.json"])(
  "%s is not served",
  async (path, { expect }) => {
    const response = await open(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not_found" });
  },
);
