import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";

import { send } from "../http/answer.ts";
import type { Answer } from "../http/answer.ts";
import { bind, closeHttp } from "../http/listen.ts";
import { parseJson, readText } from "../http/read-json.ts";
import { readRequest } from "./read-request.ts";
import type { TensorModel } from "./tensor-model.ts";

export interface OpenInferenceServer {
  /** Binds 127.0.0.1 at `port` (0: a free one) and begins to load the model. */
  listen(port: number): Promise<{ url: string; port: number }>;
  /** Resolves once the model is loaded. */
  ready(): Promise<void>;
  close(): Promise<void>;
  /** Resolves when the server has closed. */
  closed: Promise<void>;
}

const maxBodyBytes = 32 * 1024 * 1024;

/** A server that speaks the REST side of the Open Inference Protocol for one model. It does nothing until it is told to listen. */
export function createOpenInferenceServer(model: TensorModel): OpenInferenceServer {
  const http = createServer({ keepAliveTimeout: 0 });
  const loaded = Promise.withResolvers<void>();
  loaded.promise.catch(() => {});
  const closed = Promise.withResolvers<void>();
  let isReady = false;
  http.on("request", (request, response) => {
    void answerTo(request, { model, isReady }).then((answer) => send(response, answer));
  });
  return {
    async listen(port) {
      const address = await bind(http, port);
      loaded.resolve(model.load().then(() => void (isReady = true)));
      return address;
    },
    ready: () => loaded.promise,
    async close() {
      await closeHttp(http);
      closed.resolve();
    },
    closed: closed.promise,
  };
}

interface Served {
  model: TensorModel;
  isReady: boolean;
}

async function answerTo(request: IncomingMessage, served: Served): Promise<Answer> {
  const { model, isReady } = served;
  const path = request.url ?? "/";
  if (path === "/v2") return ok({ name: "headgate-demo", version: "1", extensions: [] });
  if (path === "/v2/health/live") return ok({ live: true });
  if (path === "/v2/health/ready") return readiness(isReady, { ready: isReady });
  const [, name, version, route] =
    /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(\/infer|\/ready)?$/.exec(path) ?? [];
  if (name !== model.name || (version ?? model.version) !== model.version) {
    return { status: 404, body: { error: `there is no ${path}` } };
  }
  if (route === "/ready") return readiness(isReady, { name, ready: isReady });
  if (route === undefined) return ok(describe(model));
  if (request.method !== "POST") return { status: 405, body: { error: "use POST" } };
  return infer(request, served);
}

async function infer(request: IncomingMessage, { model, isReady }: Served): Promise<Answer> {
  const text = await readText(request, maxBodyBytes);
  if (text === null) return { status: 413, body: { error: "the body is too large" } };
  if (!isReady) return { status: 503, body: { error: "the model is not loaded yet" } };
  try {
    const { id, inputs } = readRequest(parseJson(text), model);
    const outputs = await model.infer(inputs);
    const { name, version } = model;
    return ok({
      model_name: name,
      model_version: version,
      ...(id !== undefined && { id }),
      outputs,
    });
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function describe({ name, version, inputs, outputs }: TensorModel): object {
  return { name, versions: [version], platform: "tensorflow_tfjs", inputs, outputs };
}

function readiness(isReady: boolean, body: object): Answer {
  return { status: isReady ? 200 : 503, body };
}

function ok(body: object): Answer {
  return { status: 200, body };
}
