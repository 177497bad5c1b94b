import { describe, test } from "vitest";

import type { PredictionWithIO } from "@headgate/shared";

import { makeBackend, makeModel, makeOwner, makeVersion } from "./arrange.ts";
import { ask } from "./call.ts";
import { FakeBackend, succeeded } from "./fake-backend.ts";
import { callBack } from "./scene.ts";
import { anyText, textWith } from "./shapes.ts";

const output = { type: "array", items: { type: "string" }, maxItems: 20 };

/** The prediction on a version with this policy whose backend answers with `answer`, on the caller's connection. */
async function predict(
  policy: object | null,
  answer: unknown,
  headers: Record<string, string> = { prefer: "wait" },
): Promise<PredictionWithIO> {
  const owner = await makeOwner();
  const { token } = owner;
  const schemas = { prediction: { input: { type: "object" }, output } };
  const version = await makeVersion(owner, await makeModel(owner), { schemas });
  if (policy !== null) await ask(`PATCH ${version}`, { token, body: { routing: policy } });
  const isDirect = headers["prefer"] === "wait";
  const gpu = isDirect
    ? new FakeBackend(() => Response.json(succeeded(answer)))
    : new FakeBackend();
  await makeBackend(owner, version, { url: gpu.url });
  const options = { token, headers, body: { input: {} } };
  const made = await ask<PredictionWithIO>(`POST ${version}/predictions`, options);
  if (isDirect) return made;
  await callBack(gpu);
  return ask(`GET /v1/predictions/${made.id}`, { token });
}

describe("the output of a prediction", () => {
  test("that is as its schema says has no problems", async ({ expect }) => {
    expect(await predict(null, ["a"])).toMatchObject({ state: "succeeded", output_problems: [] });
  });

  test("that is not is shown with what is wrong", async ({ expect }) => {
    expect(await predict(null, ["a", 1])).toMatchObject({
      state: "succeeded",
      output: ["a", 1],
      output_problems: [{ location: "/1", message: anyText(expect) }],
    });
  });

  test("is checked when it comes by callback too", async ({ expect }) => {
    expect(await predict(null, null, {})).toMatchObject({
      state: "succeeded",
      output: "done",
      output_problems: [{ location: "" }],
    });
  });

  test("fails the prediction where the version says so", async ({ expect }) => {
    expect(await predict({ output_check: "fail" }, ["a", 1])).toMatchObject({
      state: "failed",
      error: { source: "internal", message: textWith(expect, "output schema") },
      output: ["a", 1],
      output_problems: [{ location: "/1" }],
    });
  });

  test("is left alone where the version says so", async ({ expect }) => {
    const made = await predict({ output_check: "off" }, ["a", 1]);
    expect(made).toMatchObject({ state: "succeeded", output_problems: null });
  });

  test("is described by ten problems at most", async ({ expect }) => {
    const made = await predict(
      null,
      Array.from({ length: 15 }, (_, index) => index),
    );
    expect(made.output_problems).toHaveLength(10);
  });
});
