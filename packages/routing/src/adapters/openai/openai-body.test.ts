import { describe, test } from "vitest";

import { openAiBody } from "./openai-body.ts";

const plain = { model: null, streams: false };
const streamed = '"stream":true,"stream_options":{"include_usage":true}';

describe("the body of a request", () => {
  test.for([
    ['{"seed": 12345678901234567890}', plain, '{"seed": 12345678901234567890}'],
    ['{"seed": 1e2}', { model: "m", streams: false }, '{"seed": 1e2,"model":"m"}'],
    [" { } ", { model: "m", streams: false }, '{"model":"m"}'],
    ['{"a":1}\n', { model: null, streams: true }, `{"a":1,${streamed}}`],
    ['{"model":"own"}', { model: "m", streams: false }, '{"model":"m"}'],
    ['{"a":1,"stream":false}', { model: null, streams: true }, `{"a":1,${streamed}}`],
    ['{"a":1,"stream":true,"stream_options":{"x":1}}', plain, '{"a":1}'],
    ["[1]", { model: "m", streams: true }, "[1]"],
  ] as const)("of %s with %j is %s", ([input, options, body], { expect }) => {
    expect(openAiBody(input, options)).toBe(body);
  });

  test("keeps the stream options that it does not set", ({ expect }) => {
    const input = '{"stream_options":{"continuous_usage_stats":true}}';
    expect(JSON.parse(openAiBody(input, { model: null, streams: true }))).toEqual({
      stream: true,
      stream_options: { continuous_usage_stats: true, include_usage: true },
    });
  });
});
