import { once } from "node:events";
import { request } from "node:http";

/**
 * Sends a direct prediction and gives what hangs up on it, with a reset: of a connection that is closed in an orderly way, the local runtime
 * learns only when it writes.
 */
export async function predictAndHangUp(
  { url, token }: { url: string; token: string },
  [model, input]: [string, unknown],
): Promise<() => void> {
  const call = request(`${url}/v1/models/${model}/predictions`, {
    method: "POST",
    agent: false,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      prefer: "wait",
    },
  });
  call.on("error", () => undefined);
  call.end(JSON.stringify({ input }));
  await once(call, "finish");
  return () => call.socket?.resetAndDestroy();
}
