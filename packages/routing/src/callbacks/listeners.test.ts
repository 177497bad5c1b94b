import { describe, test } from "vitest";

import type { WebhookEvent } from "@headgate/shared";

import {
  type Listener,
  listenersTo,
  readListeners,
  wantedBy,
  writeListeners,
} from "./listeners.ts";

const hook = (events: WebhookEvent[]) => ({ url: "https://hook.example", secret: null, events });

const cases: [string, Parameters<typeof listenersTo>[0], Listener[], string[]][] = [
  ["nobody", { streams: false, webhook: null }, [], []],
  ["nobody", { streams: false, webhook: hook(["start", "completed"]) }, [], []],
  ["the stream", { streams: true, webhook: null }, ["stream"], ["output", "logs"]],
  ["the webhook", { streams: false, webhook: hook(["logs", "completed"]) }, ["logs"], ["logs"]],
  ["both", { streams: true, webhook: hook(["output"]) }, ["stream", "output"], ["output", "logs"]],
];

describe("who listens on the way", () => {
  test.for(cases)("is %s for %j", ([, ticket, listeners, events], { expect }) => {
    expect(listenersTo(ticket)).toEqual(listeners);
    expect(wantedBy(listeners)).toEqual(events);
  });

  test.for(cases)("is read back from a query: %s", ([, , listeners], { expect }) => {
    const url = new URL(`https://headgate.example/x${writeListeners(listeners)}`);
    expect(readListeners(url.searchParams)).toEqual(listeners);
    if (listeners.length === 0) expect(url.search).toBe("");
  });

  test("is nobody whom the query misspells", ({ expect }) => {
    expect(readListeners(new URLSearchParams("tell=all,Stream,,logs"))).toEqual(["logs"]);
  });
});
