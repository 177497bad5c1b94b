import type { TestContext } from "vitest";

import { createCogServer } from "../src/index.ts";
import type { CogPrediction, CogServer, CogServerOptions } from "../src/index.ts";

type Finish = TestContext["onTestFinished"];

/** Starts a server on a free port and closes it with the test. Does not wait for its setup. */
export async function serve(
  onTestFinished: Finish,
  options: CogServerOptions,
): Promise<{ url: string; server: CogServer }> {
  const server = createCogServer(options);
  onTestFinished(() => server.close());
  const { url } = await server.listen(0);
  return { url, server };
}

export const asynchronous = { prefer: "respond-async" };

interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
}

/** Calls the server with a JSON body and gives back what it said. */
export async function call(
  url: string,
  { method = "POST", headers = {}, body, signal }: Call = {},
): Promise<{ status: number; headers: Headers; body: unknown }> {
  const response = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Sound where the server answered 200 to a create: the shape is what the tests then look at. */
export function asPrediction(body: unknown): CogPrediction {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return body as CogPrediction;
}
