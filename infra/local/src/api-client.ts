/** Calls the native surface as its owner. Throws with the answer's text for anything but a success. */
export type ApiClient = (method: string, path: string, body?: unknown) => Promise<unknown>;

export function createApiClient(url: string, token: string): ApiClient {
  return async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };
}
