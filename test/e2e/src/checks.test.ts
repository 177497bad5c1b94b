import { afterAll, beforeAll, describe, test } from "vitest";

import type { VersionCheck, VersionWithDetails } from "@headgate/shared";

import { passwords } from "./registry/passwords.ts";
import { digestOf, pushImage } from "./registry/push-image.ts";
import { hasRegistry, type Registry, startRegistry } from "./registry/start-registry.ts";
import { take } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { echo } from "./system/predictors.ts";
import { createModel, versionBody } from "./system/publish.ts";
import { readEvents } from "./system/read-events.ts";
import { startBackend, type TestBackend } from "./system/start-backend.ts";
import { startSystem, type System } from "./system/start-system.ts";

let system: System;
let backend: TestBackend;

beforeAll(async () => {
  system = await startSystem();
  backend = await startBackend(echo, 1);
});

afterAll(() => Promise.all([system.stop(), backend.crash()]));

interface Draft {
  /** Path. */
  version: string;
  digest: string;
}

/** A draft of a model of its own, with a backend. */
async function makeDraft(
  name: string,
  changes: { model?: object; version?: object } = {},
): Promise<Draft> {
  const { client } = system;
  await createModel(client, name);
  const model = `/v1/models/john/${name}`;
  if (changes.model !== undefined) {
    await take(client({ method: "PATCH", path: model, body: changes.model }));
  }
  const body = { ...versionBody(name), draft: true, ...changes.version };
  const made = await take<VersionWithDetails>(client({ path: `${model}/versions`, body }));
  const version = `${model}/versions/${made.number}`;
  const { url, capacity } = backend;
  await take(client({ path: `${version}/backends`, body: { url, capacity, protocol: "cog" } }));
  return { version, digest: made.container_image_digest };
}

async function check(version: string, body: object, deadlineMs?: number): Promise<VersionCheck> {
  const { client } = system;
  const { id } = await take<VersionCheck>(client({ path: `${version}/checks`, body }));
  const read = (): Promise<VersionCheck> =>
    take(client({ method: "GET", path: `${version}/checks/${id}` }));
  return eventually(read, ({ ended_at }) => ended_at !== null, deadlineMs);
}

function get(version: string): Promise<VersionWithDetails> {
  return take(system.client({ method: "GET", path: version }));
}

describe("a draft", () => {
  test("is published once its backend is well and its sample runs", async ({ expect }) => {
    const { version } = await makeDraft("well");
    const body = { checks: ["run", "load"], publish: true, sample_input: { n: 1 } };
    const ended = await check(version, body);
    expect(ended).toMatchObject({
      ...{ state: "passed", percentage: 100, publish: true, step: 2, step_name: "run" },
      steps: [
        { name: "load", state: "passed", message: "1 of 1 backends are ready" },
        { name: "run", state: "passed", message: "the output is as its schema says" },
      ],
    });
    expect(await get(version)).toMatchObject({ status: "active" });
    const path = `/v1/predictions/${ended.prediction_id}`;
    expect(await take(system.client({ method: "GET", path }))).toMatchObject({
      ...{ status: "succeeded", input: { n: 1 }, output: { n: 1 } },
    });
  });

  test("whose model requires checks is published by them, not before", async ({ expect }) => {
    const { version } = await makeDraft("required", { model: { required_checks: ["load"] } });
    const { client } = system;
    const { status, body, headers } = await client({ path: `${version}/publish` });
    const started = body as VersionCheck;
    expect(status).toBe(202);
    expect(headers.get("location")).toBe(`${system.runtime.url}${version}/checks/${started.id}`);
    expect(started).toMatchObject({ state: "pending", publish: true, percentage: 0 });
    await eventually(
      () => get(version),
      (shown) => shown.status === "active",
    );
  });

  test("is rejected with the reason where its sample does not run", async ({ expect }) => {
    const schemas = { prediction: { input: { type: "object" }, output: { type: "string" } } };
    const { version } = await makeDraft("wrong", { version: { schemas } });
    const ended = await check(version, { checks: ["run"], publish: true, sample_input: { n: 1 } });
    expect(ended).toMatchObject({ state: "failed", steps: [{ state: "failed" }] });
    expect(ended.steps[0]?.message).toContain("the output is not as its schema says");
    expect(await get(version)).toMatchObject({ status: "rejected" });
    const { body } = await system.client({ method: "GET", path: `${version}/transitions` });
    expect(body).toMatchObject({
      items: [{ to: "rejected", reason: `run: ${ended.steps[0]?.message}` }, {}],
    });
  });

  test("can be watched while it is checked, and from where one has seen it", async ({ expect }) => {
    const { version } = await makeDraft("watched");
    const { id } = await take<VersionCheck>(
      system.client({
        path: `${version}/checks`,
        body: { checks: ["load", "run"], sample_input: {} },
      }),
    );
    const url = `${system.runtime.url}${version}/checks/${id}/events`;
    const events = await readEvents(url, system.token);
    expect(events.at(-1)?.event).toBe("done");
    expect(new Set(events.slice(0, -1).map(({ event }) => event))).toEqual(new Set(["progress"]));
    const ids = events.map((event) => Number(event.id));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(JSON.parse(events.at(-1)?.data ?? "")).toMatchObject({ state: "passed" });
    const rest = await readEvents(url, system.token, ids.at(-1));
    expect(rest).toEqual(events.slice(-1));
  });
});

describe.skipIf(!hasRegistry)("a draft's image", () => {
  let registry: Registry;

  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  test("is found in its registry, and the card says what it is", async ({ expect }) => {
    const target = { host: registry.host, repository: "team/upscaler" };
    const { digest, mediaType, sizeBytes } = await pushImage(target, { tag: "v1" });
    const changes = { container_image_digest: digest };
    const { version } = await makeDraft("pushed", { version: changes });
    const image = { registry: registry.host, repository: "team/upscaler", tag: "v1" };
    const ended = await check(version, { checks: ["image"], container_image: image });
    expect(ended).toMatchObject({
      state: "passed",
      steps: [{ message: `found: ${sizeBytes} bytes for linux/amd64` }],
    });
    expect(await get(version)).toMatchObject({
      container_image: { size_bytes: sizeBytes, media_type: mediaType, platforms: ["linux/amd64"] },
    });
  });

  test("that was never pushed keeps it from being published", async ({ expect }) => {
    const digest = digestOf(Buffer.from("never pushed"));
    const changes = { container_image_digest: digest };
    const { version } = await makeDraft("not-pushed", { version: changes });
    const image = { registry: registry.host, repository: "team/upscaler" };
    const ended = await check(version, {
      ...{ checks: ["image"], container_image: image, publish: true },
    });
    expect(ended.state).toBe("failed");
    expect(ended.steps[0]?.message).toContain(`team/upscaler has no ${digest}: push the image`);
    expect(await get(version)).toMatchObject({ status: "rejected" });
  });

  test("is looked for again where its registry is down, and then given up", async ({ expect }) => {
    const down = await startRegistry();
    await down.stop();
    const { version } = await makeDraft("down");
    const image = { registry: down.host, repository: "team/upscaler" };
    const ended = await check(version, { checks: ["image"], container_image: image }, 60_000);
    const message = `the registry could not be reached at ${down.host}`;
    expect(ended.steps[0]).toMatchObject({ state: "failed", message });
    expect(ended.steps[0]?.log.length).toBeGreaterThan(1);
    expect(await get(version)).toMatchObject({ status: "rejected" });
  }, 90_000);

  test("is looked up with the credentials of its owner", async ({ expect }) => {
    const auth = { htpasswd: { realm: "tests", path: "FOLDER/htpasswd" } };
    const { htpasswd, user, password, authorization } = passwords;
    const locked = await startRegistry({ auth, files: { htpasswd } });
    try {
      const target = { host: locked.host, repository: "team/upscaler", authorization };
      const { digest } = await pushImage(target);
      const { version } = await makeDraft("locked", {
        version: { container_image_digest: digest },
      });
      const image = { registry: locked.host, repository: "team/upscaler" };
      const refused = await check(version, { checks: ["image"], container_image: image });
      expect(refused.steps[0]?.message).toContain(`PUT /v1/registries/${locked.host}`);
      const path = `/v1/registries/${locked.host}`;
      const body = { username: user, password };
      await take(system.client({ method: "PUT", path, body }));
      const ended = await check(version, { checks: ["image"], container_image: image });
      expect(ended.state).toBe("passed");
      expect(system.log.join("\n")).not.toContain(password);
    } finally {
      await locked.stop();
    }
  });
});
