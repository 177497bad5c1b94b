import type { BackendHealth } from "./adapter.ts";
import { parseJson, readText } from "./body.ts";

const healthTimeoutMs = 10_000;
/** Its set-up's logs are in it. */
const maxHealthBytes = 1024 * 1024;
const maxLogLines = 50;

/** Asks Cog's `/health-check`, which answers 200 whether it is well or not. */
export async function askCogHealth(fetcher: typeof fetch, url: string): Promise<BackendHealth> {
  try {
    const response = await fetcher(`${url.replace(/\/$/, "")}/health-check`, {
      redirect: "manual",
      signal: AbortSignal.timeout(healthTimeoutMs),
    });
    const text = await readText(response, maxHealthBytes);
    if (response.status !== 200) return unreachable(`it answered with status ${response.status}`);
    return readHealth(parseJson(text ?? ""));
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    return unreachable(isLate ? "it did not answer in time" : "it could not be reached");
  }
}

function readHealth(answer: unknown): BackendHealth {
  if (!isRecord(answer)) return unreachable("its answer is no health of Cog's");
  const { status, setup } = answer;
  const logs = isRecord(setup) && typeof setup["logs"] === "string" ? setup["logs"] : "";
  const log = logs.split("\n").filter(Boolean).slice(-maxLogLines);
  switch (status) {
    case "READY":
    case "BUSY":
      return { state: "ready", detail: `it is ${status}`, log };
    case "STARTING":
      return { state: "starting", detail: "it is STARTING", log };
    case "SETUP_FAILED":
    case "DEFUNCT":
    case "UNHEALTHY":
      return { state: "failed", detail: `it is ${status}`, log };
    default:
      return unreachable("its answer is no health of Cog's");
  }
}

function unreachable(detail: string): BackendHealth {
  return { state: "unreachable", detail, log: [] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
