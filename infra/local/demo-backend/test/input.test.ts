import { describe, test } from "vitest";

import { echo } from "./predictors.ts";
import { call, serve } from "./serve.ts";

const schemas = {
  Input: {
    type: "object",
    required: ["text"],
    properties: {
      text: { type: "string", minLength: 2, maxLength: 5 },
      count: { type: "integer", minimum: 1, maximum: 9, default: 3 },
      mode: { allOf: [{ $ref: "#/components/schemas/mode" }], default: "fast" },
      tags: { type: "array", items: { type: "string" } },
    },
  },
  Output: {},
  mode: { type: "string", enum: ["fast", "slow"] },
};
const predictor = { ...echo, schemas };

describe("an input", () => {
  test("loses the keys that the schema does not know and gains its defaults", async ({
    expect,
    onTestFinished,
  }) => {
    const { url } = await serve(onTestFinished, { predictor });

    const input = { text: "abc", tags: ["x"], unknown: 1 };
    expect(await call(`${url}/predictions`, { body: { input } })).toMatchObject({ status: 200 });
    const { body } = await call(`${url}/predictions`, { body: { input } });
    const taken = { text: "abc", count: 3, mode: "fast", tags: ["x"] };
    expect(body).toMatchObject({ input: taken, output: taken });
    expect(body).not.toHaveProperty("input.unknown");
  });

  const refused: [string, unknown, (string | number)[]][] = [
    ["that lacks a required key", {}, ["text"]],
    ["of another type", { text: 1 }, ["text"]],
    ["that is an explicit null", { text: "abc", count: null }, ["count"]],
    ["that is no whole number", { text: "abc", count: 1.5 }, ["count"]],
    ["below its least", { text: "abc", count: 0 }, ["count"]],
    ["above its most", { text: "abc", count: 10 }, ["count"]],
    ["that is too short", { text: "a" }, ["text"]],
    ["that is too long", { text: "abcdef" }, ["text"]],
    ["that is not among the choices", { text: "abc", mode: "medium" }, ["mode"]],
    ["with a bad item", { text: "abc", tags: ["x", 1] }, ["tags", 1]],
  ];
  for (const [what, input, loc] of refused) {
    test(`is refused with 422 for a value ${what}`, async ({ expect, onTestFinished }) => {
      const { url, server } = await serve(onTestFinished, { predictor });

      const answer = await call(`${url}/predictions`, { body: { input } });
      expect(answer.status).toBe(422);
      const text: unknown = expect.stringMatching(/./);
      expect(answer.body).toEqual({
        detail: [
          {
            loc: ["body", "input", ...loc],
            msg: text,
            type: text,
          },
        ],
      });
      expect(server.counters.startedIds).toEqual([]);
    });
  }

  test("gets one problem for each thing that is wrong", async ({ expect, onTestFinished }) => {
    const { url } = await serve(onTestFinished, { predictor });

    const { body } = await call(`${url}/predictions`, { body: { input: { count: 0, mode: 1 } } });
    expect(body).toMatchObject({
      detail: [
        { loc: ["body", "input", "text"] },
        { loc: ["body", "input", "count"] },
        { loc: ["body", "input", "mode"] },
      ],
    });
  });
});

describe("a body", () => {
  const refused: [string, string, unknown[]][] = [
    ["is no JSON", "{", ["body"]],
    ["is no object", "[1]", ["body"]],
    ["has an empty id", '{"id":""}', ["body", "id"]],
    ["has an input that is no object", '{"input":"x"}', ["body", "input"]],
    ["has a webhook that is no URL", '{"webhook":"ftp://x"}', ["body", "webhook"]],
    [
      "filters for an unknown event",
      '{"webhook_events_filter":["end"]}',
      ["body", "webhook_events_filter"],
    ],
    ["has a context of numbers", '{"context":{"a":1}}', ["body", "context"]],
  ];
  for (const [what, text, loc] of refused) {
    test(`that ${what} is refused with 422`, async ({ expect, onTestFinished }) => {
      const { url } = await serve(onTestFinished, { predictor: echo });

      const response = await fetch(`${url}/predictions`, { method: "POST", body: text });
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ detail: [{ loc }] });
    });
  }

  test("that is too large is refused with 413", async ({ expect, onTestFinished }) => {
    const { url } = await serve(onTestFinished, { predictor: echo, maxBodyBytes: 1000 });

    const body = { input: { text: "x".repeat(500_000) } };
    expect(await call(`${url}/predictions`, { body })).toMatchObject({ status: 413 });
  });
});
