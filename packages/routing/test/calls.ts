import type { BackendEvent, GateBackend } from "@headgate/shared";

import type { StreamCall } from "../src/adapters/adapter.ts";
import { backendAt, newId } from "./leases.ts";

/** A backend of another protocol than Cog's, with its settings. */
export function backendOf(
  url: string,
  protocol: GateBackend["protocol"],
  settings: object | null = null,
): GateBackend {
  const text = settings === null ? null : JSON.stringify(settings);
  return { ...backendAt(url), protocol, settings: text };
}

/** A prediction that somebody waits for, and what was told of it on the way. */
export function callTo(
  backend: GateBackend,
  input: unknown,
  signal = new AbortController().signal,
): StreamCall & { told: BackendEvent[] } {
  const told: BackendEvent[] = [];
  return {
    ...{ backend, predictionId: newId(), task: "prediction", told, signal },
    input: typeof input === "string" ? input : JSON.stringify(input),
    emit: async (event) => void told.push(event),
  };
}
