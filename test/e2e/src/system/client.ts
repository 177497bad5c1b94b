import type { PredictionWithIO } from "@headgate/shared";

export interface Call {
  method?: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

export type Client = (call: Call) => Promise<Answer>;

/** Calls the native surface with a token; the answer's body is parsed. */
export function createClient(url: string, token: string): Client {
  return async ({ method = "POST", path, body, headers = {}, signal }) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
}

/** An answer that must be a success, as what its caller knows it to be. */
export async function take<Body>(answer: Promise<Answer>): Promise<Body> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`status ${status}: ${JSON.stringify(body)}`);
  return body as Body;
}

export interface PredictOptions {
  prefer?: string;
  webhook?: { url: string; secret?: string; events?: string[] };
  signal?: AbortSignal;
}

/** Predicts on `model`: `owner/name`. */
export function predict(
  client: Client,
  [model, input]: [string, unknown],
  { prefer, webhook, signal }: PredictOptions = {},
): Promise<PredictionWithIO> {
  return take(
    client({
      path: `/v1/models/${model}/predictions`,
      body: { input, ...(webhook === undefined ? {} : { webhook }) },
      headers: prefer === undefined ? {} : { prefer },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

export function getPrediction(client: Client, id: string): Promise<PredictionWithIO> {
  return take(client({ method: "GET", path: `/v1/predictions/${id}` }));
}

export function isEnded({ status }: PredictionWithIO): boolean {
  return status === "succeeded" || status === "failed";
}
