import type { ServerResponse } from "node:http";

import { FakeServer, type SeenRequest, send } from "./fake-server.ts";

export interface OpenAiOptions {
  /** What the server has loaded. */
  model?: string;
  /** Status of `/health`: vLLM and SGLang 200 or 503, llama.cpp 503 while it loads, Ollama 404 always. */
  health?: number;
}

interface Body {
  model?: unknown;
  messages?: { content: string }[];
  prompt?: string;
  input?: string;
  stream?: unknown;
  stream_options?: { include_usage?: boolean };
}

/** Of a backend whose server has the model that a `FakeOpenAi` has loaded where nothing else is said. */
export const settings = { model: "echo" };
/** An input, and what a `FakeOpenAi` says to it. */
export const hello = { messages: [{ role: "user", content: "Hello my friend" }] };
export const helloUsage = { prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 };
export const completion = {
  object: "chat.completion",
  choices: [
    { index: 0, message: { role: "assistant", content: "Hello my friend" }, finish_reason: "stop" },
  ],
  usage: helloUsage,
};

/** The OpenAI-compatible routes of vLLM and its like: a model that says what it was told, a word a token. */
export class FakeOpenAi extends FakeServer {
  readonly #options: Required<OpenAiOptions>;

  private constructor({ model = "echo", health = 200 }: OpenAiOptions) {
    super((request, response) => this.#answer(request, response));
    this.#options = { model, health };
  }

  static async start(options: OpenAiOptions = {}): Promise<FakeOpenAi> {
    return new FakeOpenAi(options).listen();
  }

  #answer({ method, path, body }: SeenRequest, response: ServerResponse): void {
    const { model, health } = this.#options;
    if (path === "/health") return void response.writeHead(health).end();
    if (path === "/v1/models") {
      const data = [{ id: model, object: "model", created: 1, owned_by: "vllm" }];
      return send(response, 200, { object: "list", data });
    }
    if (method !== "POST" || !path.startsWith("/v1/")) return sendError(response, 404, "Not Found");
    const asked = JSON.parse(body) as Body;
    if (asked.model !== model) {
      return sendError(response, 404, `The model \`${String(asked.model)}\` does not exist.`);
    }
    if (path === "/v1/chat/completions") return this.#chat(asked, response);
    if (path === "/v1/completions") return this.#complete(asked, response);
    if (path === "/v1/embeddings") return this.#embed(asked, response);
    sendError(response, 404, "Not Found");
  }

  #chat(asked: Body, response: ServerResponse): void {
    const said = asked.messages?.at(-1)?.content;
    if (typeof said !== "string") return sendError(response, 400, "messages: Field required");
    const words = said.split(/(?<= )/);
    const head = { id: "chatcmpl-1", created: 7, model: asked.model };
    const usage = usageOf(words);
    if (asked.stream !== true) {
      const message = { role: "assistant", content: said };
      const choices = [{ index: 0, message, logprobs: null, finish_reason: "stop" }];
      return send(response, 200, { ...head, object: "chat.completion", choices, usage });
    }
    const chunk = (delta: object, finish: string | null = null) => ({
      ...head,
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    });
    const deltas = words.map((word) => chunk({ content: word }));
    const chunks = [chunk({ role: "assistant", content: "" }), ...deltas, chunk({}, "stop")];
    sendEvents(response, [...chunks, ...usageChunk(asked, { ...chunk({}), choices: [], usage })]);
  }

  #complete(asked: Body, response: ServerResponse): void {
    const words = String(asked.prompt).split(/(?<= )/);
    const head = { id: "cmpl-1", object: "text_completion", created: 7, model: asked.model };
    const choice = (text: string, finish: string | null) => ({
      ...head,
      choices: [{ index: 0, text, logprobs: null, finish_reason: finish }],
    });
    const usage = usageOf(words);
    if (asked.stream !== true) {
      return send(response, 200, { ...choice(words.join(""), "length"), usage });
    }
    const chunks = words.map((word, index) =>
      choice(word, index === words.length - 1 ? "length" : null),
    );
    sendEvents(response, [...chunks, ...usageChunk(asked, { ...head, choices: [], usage })]);
  }

  #embed(asked: Body, response: ServerResponse): void {
    const data = [{ object: "embedding", index: 0, embedding: [String(asked.input).length, 0.5] }];
    const usage = { prompt_tokens: 1, total_tokens: 1 };
    send(response, 200, { object: "list", data, model: asked.model, usage });
  }
}

function usageOf(words: string[]) {
  const tokens = words.length;
  return { prompt_tokens: tokens, completion_tokens: tokens, total_tokens: 2 * tokens };
}

function usageChunk(asked: Body, chunk: object): object[] {
  return asked.stream_options?.include_usage === true ? [chunk] : [];
}

export function sendEvents(response: ServerResponse, chunks: object[]): void {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  response.end("data: [DONE]\n\n");
}

export function sendError(response: ServerResponse, status: number, message: string): void {
  send(response, status, {
    error: { message, type: "invalid_request_error", param: null, code: status },
  });
}
