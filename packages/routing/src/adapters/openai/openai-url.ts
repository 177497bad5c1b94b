/** Where the routes are: behind `/v1`, unless the backend's URL names a version already, as `https://api.example/openai/v1` does. */
export function apiUrl(url: string): string {
  const base = url.replace(/\/$/, "");
  return hasVersion.test(base) ? base : `${base}/v1`;
}

/** Where the server itself answers for its health. */
export function serverUrl(url: string): string {
  return url.replace(/\/$/, "").replace(hasVersion, "");
}

const hasVersion = /\/v[0-9]+$/;
