import type { BackendAdapter, BackendCall } from "../adapter.ts";
import { cogUrl } from "./cog-url.ts";

const cancelTimeoutMs = 10_000;

export async function cancelCog(
  fetcher: typeof fetch,
  call: Omit<BackendCall, "input">,
): ReturnType<BackendAdapter["cancel"]> {
  try {
    const response = await fetcher(`${cogUrl(call)}/cancel`, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(cancelTimeoutMs),
    });
    await response.body?.cancel();
    if (response.status === 404) return "unknown";
    return response.ok ? "accepted" : "unreachable";
  } catch {
    return "unreachable";
  }
}
