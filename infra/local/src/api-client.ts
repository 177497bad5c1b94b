/**
 * Calls the native surface as its owner and gives the answer as the shape that the caller names, which the tests of
 * `workers/api` hold. Throws with the answer's text for anything but a success.
 */
export type ApiClient = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

export function createApiClient(url: string, token: string): ApiClient {
  return async <Answer>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller knows what this path answers
    return JSON.parse(text) as Answer;
  };
}
