import { describe, test } from "vitest";

import { assembleChunks } from "./assemble-chunks.ts";

const head = { id: "c1", created: 7, model: "qwen", system_fingerprint: "f" };

function chat(delta: object, finish: string | null = null, index = 0): Record<string, unknown> {
  const choice = { index, delta, logprobs: null, finish_reason: finish };
  return { ...head, object: "chat.completion.chunk", choices: [choice] };
}

function assemble(chunks: Record<string, unknown>[]): Record<string, unknown> {
  const assembly = assembleChunks();
  for (const chunk of chunks) assembly.add(chunk);
  return assembly.whole();
}

describe("chunks of a chat", () => {
  test("make the response object, with the usage that the last one tells", ({ expect }) => {
    const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
    const chunks = [
      chat({ role: "assistant", content: "" }),
      chat({ content: "Hel" }),
      chat({ content: "lo" }),
      chat({}, "stop"),
      { ...head, object: "chat.completion.chunk", choices: [], usage },
    ];
    expect(assemble(chunks)).toEqual({
      ...head,
      object: "chat.completion",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "Hello" },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage,
    });
  });

  test("keep a role once that Ollama sends with each of them", ({ expect }) => {
    const chunks = [
      chat({ role: "assistant", content: "a" }),
      chat({ role: "assistant", content: "b" }, "stop"),
    ];
    expect(assemble(chunks)).toMatchObject({
      choices: [{ message: { role: "assistant", content: "ab" } }],
    });
  });

  test("put the pieces of tool calls together by their index", ({ expect }) => {
    const call = (index: number, rest: object) => chat({ tool_calls: [{ index, ...rest }] });
    const chunks = [
      call(0, { id: "a", type: "function", function: { name: "add", arguments: "" } }),
      call(0, { function: { arguments: '{"x":' } }),
      call(1, { id: "b", type: "function", function: { name: "sub", arguments: "{}" } }),
      call(0, { function: { arguments: "1}" } }),
      chat({}, "tool_calls"),
    ];
    expect(assemble(chunks)).toMatchObject({
      choices: [
        {
          finish_reason: "tool_calls",
          message: {
            role: "assistant",
            content: null,
            tool_calls: [
              { id: "a", type: "function", function: { name: "add", arguments: '{"x":1}' } },
              { id: "b", type: "function", function: { name: "sub", arguments: "{}" } },
            ],
          },
        },
      ],
    });
    expect(JSON.stringify(assemble(chunks))).not.toContain('{"index":1');
  });

  test("keep several choices apart, in the order of their index", ({ expect }) => {
    const chunks = [
      chat({ content: "b" }, null, 1),
      chat({ content: "a" }, null, 0),
      chat({ content: "B" }, "stop", 1),
      chat({ content: "A" }, "length", 0),
    ];
    expect(assemble(chunks)).toMatchObject({
      choices: [
        { index: 0, message: { content: "aA" }, finish_reason: "length" },
        { index: 1, message: { content: "bB" }, finish_reason: "stop" },
      ],
    });
  });

  test("keep what else a server streams: reasoning, log probabilities", ({ expect }) => {
    const logprob = (token: string) => ({ content: [{ token, logprob: -1, top_logprobs: [] }] });
    const chunks = [
      { ...chat({ reasoning_content: "hm" }) },
      {
        ...head,
        choices: [{ index: 0, delta: { reasoning_content: "m" }, logprobs: logprob("a") }],
      },
      { ...head, choices: [{ index: 0, delta: { content: "x" }, logprobs: logprob("b") }] },
    ];
    expect(assemble(chunks)).toMatchObject({
      choices: [
        {
          message: { reasoning_content: "hmm", content: "x" },
          logprobs: { content: [{ token: "a" }, { token: "b" }] },
        },
      ],
    });
  });

  test("stay as they were for who got them", ({ expect }) => {
    const first = chat({ tool_calls: [{ index: 0, function: { arguments: "a" } }] });
    const before = structuredClone(first);
    assemble([first, chat({ tool_calls: [{ index: 0, function: { arguments: "b" } }] })]);
    expect(first).toEqual(before);
  });

  test("are finished once every choice has said why it ended", ({ expect }) => {
    const assembly = assembleChunks();
    expect(assembly.isFinished()).toBe(false);
    assembly.add(chat({ content: "a" }, "stop", 0));
    assembly.add(chat({ content: "b" }, null, 1));
    expect(assembly.isFinished()).toBe(false);
    assembly.add(chat({}, "stop", 1));
    expect(assembly.isFinished()).toBe(true);
  });
});

test("chunks of a plain completion make its text", ({ expect }) => {
  const chunk = (text: string, finish: string | null) => ({
    ...head,
    object: "text_completion",
    choices: [{ index: 0, text, logprobs: null, finish_reason: finish }],
  });
  expect(assemble([chunk("a", null), chunk("b", "length")])).toEqual({
    ...head,
    object: "text_completion",
    choices: [{ index: 0, text: "ab", logprobs: null, finish_reason: "length" }],
  });
});

test("chunks of nonsense make a response without choices", ({ expect }) => {
  expect(assemble([{ choices: "x" }, { choices: [1, null] }, {}])).toEqual({ choices: [] });
});

test("a chunk cannot reach the prototype of objects", ({ expect }) => {
  const delta: unknown = JSON.parse('{"__proto__":{"polluted":1}}');
  const evil = { choices: [{ index: 0, delta }] };
  assemble([evil, evil]);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});
