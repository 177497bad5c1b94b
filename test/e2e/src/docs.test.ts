import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, inject, test } from "vitest";

import { startSystem, type System } from "./system/start-system.ts";

/** Operations by method, by path. */
type Paths = Record<string, object>;

const installed = inject("chromium");

describe.skipIf("missing" in installed)("/docs in a browser", () => {
  let system: System;
  let browser: Browser;
  let page: Page;
  /** What the page complains of, and what it asks elsewhere. */
  const faults: string[] = [];

  beforeAll(async () => {
    system = await startSystem();
    const executablePath = "path" in installed ? installed.path : "";
    // Root has no other way; what it opens is our own.
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith("data:") && !url.startsWith(system.runtime.url)) {
        faults.push(`elsewhere: ${url}`);
      }
    });
    await page.goto(`${system.runtime.url}/docs`);
    await page.locator(".opblock").first().waitFor();
  });

  afterAll(async () => {
    await browser.close();
    await system.stop();
  });

  test("shows every operation of /openapi.json", async ({ expect }) => {
    const response = await fetch(`${system.runtime.url}/openapi.json`);
    const { paths, webhooks } = (await response.json()) as Record<"paths" | "webhooks", Paths>;
    const operations = [...Object.values(paths), ...Object.values(webhooks)].flatMap((path) =>
      Object.keys(path),
    );
    expect(await page.locator(".opblock").count()).toBe(operations.length);
  });

  test("says of an operation what goes in and what comes out", async ({ expect }) => {
    const operation = page.locator(".opblock", { hasText: "Make a model, without a version" });
    await operation.locator(".opblock-summary").click();
    const text = await operation.innerText();
    expect(text).toContain("hardware_identifier");
    expect(text).toContain("idempotency-key");
    expect(text).toContain("201");
  });

  test("calls the API from the page", async ({ expect }) => {
    const operation = page.locator(".opblock", { hasText: "The hardware that a model may name" });
    await operation.locator(".opblock-summary").click();
    await operation.getByRole("button", { name: "Try it out" }).click();
    await operation.getByRole("button", { name: "Execute" }).click();
    await operation.locator(".live-responses-table").waitFor();
    expect(await operation.locator(".live-responses-table").innerText()).toContain('"identifier"');
  });

  test("has nothing to complain of, and asks nobody else", ({ expect }) => {
    expect(faults).toEqual([]);
  });
});
