import { describe, test } from "vitest";

import { fillBody } from "./fill-body.ts";
import { mappedUrl } from "./mapped-url.ts";
import { valueAt } from "./value-at.ts";

describe("a pointer", () => {
  const document = { a: [{ "b/c": 1, "d~e": null }], "": 2 };

  test.for([
    ["", document],
    ["/a/0/b~1c", 1],
    ["/a/0/d~0e", null],
    ["/", 2],
    ["/a/1", undefined],
    ["/a/00", undefined],
    ["/a/-1", undefined],
    ["/a/length", undefined],
    ["/toString", undefined],
    ["/a/0/b~1c/x", undefined],
  ] as const)("%j finds %j", ([pointer, value], { expect }) => {
    expect(valueAt(document, pointer)).toEqual(value);
  });
});

describe("a body's template", () => {
  const values = { input: { prompt: "hi", list: [1] }, prediction_id: "p" };

  test.for([
    [{ $from: "/input" }, values.input],
    [
      { input: { $from: "/input" }, id: { $from: "/prediction_id" } },
      { input: values.input, id: "p" },
    ],
    [
      [{ $from: "/input/list/0" }, { $from: "/input/none" }],
      [1, null],
    ],
    [{ a: { $from: "/input/none" }, b: [] }, { b: [] }],
    [
      { $from: "/input", other: 1 },
      { $from: "/input", other: 1 },
    ],
    [{ $from: 1 }, { $from: 1 }],
    ["$from", "$from"],
    [null, null],
    [{ $from: "/none" }, undefined],
  ] as const)("%j becomes %j", ([template, body], { expect }) => {
    expect(fillBody(template, values)).toEqual(body);
  });

  test("puts values in, and never reads them as templates", ({ expect }) => {
    const evil = { input: { text: { $from: "/secret" } }, secret: "s" };
    expect(fillBody({ text: { $from: "/input/text" } }, evil)).toEqual({
      text: { $from: "/secret" },
    });
  });
});

describe("a path", () => {
  const values = { model: "a/b c", prediction_id: "p", remote_id: "r" };

  test.for([
    ["https://h.example", "/run", "https://h.example/run"],
    ["https://h.example/", "/run", "https://h.example/run"],
    ["https://h.example/gpu/1", "/run?x=1", "https://h.example/gpu/1/run?x=1"],
    ["https://h.example", "/{model}:predict", "https://h.example/a%2Fb%20c:predict"],
    ["https://h.example", "/run/{prediction_id}", "https://h.example/run/p"],
    ["https://h.example", "//other.example/", "https://h.example//other.example/"],
    ["https://h.example/gpu", "/a/../run", "https://h.example/gpu/run"],
  ] as const)("behind %s, %s is %s", ([base, path, url], { expect }) => {
    expect(mappedUrl(base, path, values)).toBe(url);
  });

  test.for([
    ["https://h.example", "@other.example/"],
    ["https://h.example", ".other.example/"],
    ["https://h.example", ":8080/"],
    ["https://h.example/gpu/1", "/../2/run"],
    ["https://h.example/gpu/1", "/%2e%2e/2/run"],
    ["https://h.example/gpu/1", "/\\..\\..\\run"],
  ] as const)("behind %s, %s leads out of the backend", ([base, path], { expect }) => {
    expect(mappedUrl(base, path, values)).toBeNull();
  });

  test.for([".", ".."])("takes no value %s, which would be a step", (id, { expect }) => {
    const withId = { ...values, remote_id: id };
    expect(mappedUrl("https://h.example", "/status/{remote_id}", withId)).toBeNull();
  });
});
