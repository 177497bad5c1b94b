import { describe, test } from "vitest";

import { HeadgateError } from "../errors/error.ts";
import { createPatternJudge } from "../patterns/create-pattern-judge.ts";
import { compileSchema } from "../schema/compile-schema.ts";
import type { Problem } from "../wire/problem.ts";
import { checkBackendSettings } from "./check-backend-settings.ts";
import { httpPresets } from "./http-settings.ts";
import { resolveHttpMapping } from "./resolve-http-mapping.ts";
import { backendSettingsSchemas } from "./settings-schemas.ts";

const queue = {
  id: "/id",
  state: "/state",
  status_path: "/status/{remote_id}",
  succeeded: ["done"],
  failed: [],
};

/** The first problem of the `invalid_input` that is thrown. */
function refusalOf(check: () => unknown): Problem | undefined {
  try {
    check();
  } catch (error) {
    if (error instanceof HeadgateError && error.code === "invalid_input") return error.problems[0];
  }
  return undefined;
}

describe("settings of a backend", () => {
  test.for(Object.entries(backendSettingsSchemas))(
    "are described by a valid schema for %s",
    ([, schema], { expect }) => {
      expect(compileSchema(schema, { judgePattern: createPatternJudge() }).warnings).toEqual([]);
    },
  );

  test.for([
    ["cog", undefined, null],
    ["cog", null, null],
    ["openai", {}, null],
    ["openai", { model: "qwen", route: "embeddings" }, { model: "qwen", route: "embeddings" }],
    ["open-inference", { model: "half", version: "2" }, { model: "half", version: "2" }],
    ["http", { preset: "runpod" }, { preset: "runpod" }],
    ["http", { path: "/run/{prediction_id}", queue }, { path: "/run/{prediction_id}", queue }],
  ] as const)("of %s may be %j", ([protocol, settings, kept], { expect }) => {
    expect(checkBackendSettings(protocol, settings)).toEqual(kept);
  });

  test.for([
    ["cog", { model: "x" }, ["body", "settings", "model"]],
    ["openai", { route: "audio/speech" }, ["body", "settings", "route"]],
    ["open-inference", null, ["body", "settings", "model"]],
    ["http", null, ["body", "settings"]],
    ["http", { preset: "modal" }, ["body", "settings", "preset"]],
    ["http", { path: "predict" }, ["body", "settings", "path"]],
    ["http", { path: "https://elsewhere.example/" }, ["body", "settings", "path"]],
    ["http", { path: "/\\elsewhere.example" }, ["body", "settings", "path"]],
    ["http", { path: "/{name}" }, ["body", "settings"]],
    ["http", { path: "/{model" }, ["body", "settings", "model"]],
    ["http", { preset: "tensorflow-serving" }, ["body", "settings", "model"]],
    ["http", { path: "/", result: "output" }, ["body", "settings", "result"]],
    ["http", { path: "/", headers: { Host: "x" } }, ["body", "settings", "headers"]],
    ["http", { path: "/", headers: { "X-A": "a\r\nb" } }, ["body", "settings", "headers", "X-A"]],
    ["http", { path: "/", queue: { ...queue, id: "id" } }, ["body", "settings", "queue"]],
  ] as const)("of %s must not be %j", ([protocol, settings, loc], { expect }) => {
    const problem = refusalOf(() => checkBackendSettings(protocol, settings));
    expect(problem?.loc.slice(0, loc.length)).toEqual(loc);
  });

  test.for([
    "authorization",
    "Cookie",
    "Host",
    "X-Forwarded-For",
    "x-forwarded-host",
    "X-Real-IP",
    "Content-Length",
    "Transfer-Encoding",
    "traceparent",
  ])("send no header %s", (name, { expect }) => {
    const settings = { path: "/", headers: { [name]: "1" } };
    expect(() => checkBackendSettings("http", settings)).toThrow(name);
  });
});

describe("a mapping of HTTP", () => {
  test.for([...httpPresets])(
    "that is preset as %s passes the check of settings",
    (preset, { expect }) => {
      const given = Object.entries(resolveHttpMapping({ preset })).filter(
        ([key, value]) => value !== null || key === "ready" || key === "queue",
      );
      const settings = { ...Object.fromEntries(given), model: "m" };
      expect(() => checkBackendSettings("http", settings)).not.toThrow();
    },
  );

  test("takes what was set in the place of what its preset says", ({ expect }) => {
    const mapping = resolveHttpMapping({ preset: "truss", path: "/invocations", ready: null });
    expect(mapping).toMatchObject({ path: "/invocations", ready: null, error: "/error" });
  });

  test("sends the input as it is and takes the answer as it is unless it says otherwise", ({
    expect,
  }) => {
    expect(resolveHttpMapping({ path: "/" })).toMatchObject({
      method: "POST",
      body: { $from: "/input" },
      result: "",
    });
  });
});
