import { describe, test } from "vitest";

import type { Prediction } from "@headgate/shared";

import { gateOf } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { expectRefusal, placesOf } from "./refusals.ts";
import { makeVersionWith } from "./scene.ts";

const url = "https://hooks.example.com/";
const input = { prompt: "a boat" };

describe("what a webhook is told of", () => {
  test.for([
    [{ webhook: { url } }, ["start", "completed"]],
    [{ webhook: { url, events: ["logs", "completed"] } }, ["logs", "completed"]],
    [{ webhook: { url }, webhook_events_filter: ["completed"] }, ["completed"]],
    [{ webhook: { url, events: ["start"] }, webhook_events_filter: ["output"] }, ["start"]],
  ] as const)("follows from %j", async ([body, events], { expect }) => {
    const { version, token } = await makeVersionWith();
    const made = await ask<Prediction>(`POST ${version}/predictions`, {
      token,
      body: { input, ...body },
    });
    const [record] = await (await gateOf(version)).read([made.id]);
    expect(record?.webhook).toEqual({ url, secret: null, events });
  });

  test.for([
    [{ webhook: { url, events: [] } }, ["webhook", "events"]],
    [{ webhook: { url, events: ["end"] } }, ["webhook", "events", 0]],
    [{ webhook: { url, events: ["start", "start"] } }, ["webhook", "events"]],
    [{ webhook: { url }, webhook_events_filter: "start" }, ["webhook_events_filter"]],
  ] as const)("is refused of %j", async ([body, place], { expect }) => {
    const { version, token } = await makeVersionWith();
    const options = { token, body: { input, ...body } };
    const answer = await call(`POST ${version}/predictions`, options);
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([["body", ...place]]);
  });
});
