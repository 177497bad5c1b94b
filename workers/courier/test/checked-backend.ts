import { vi } from "vitest";

import { gpuUrl } from "./check.ts";
import { Receiver } from "./receiver.ts";

const ready = { status: "READY", setup: { logs: "loaded\n" } };

/** A backend, and a registry that has what is asked for by digest where `image` is it. */
export function answer({
  health = ready,
  prediction = { status: "succeeded", output: 7, logs: "one\n" },
  status = 200,
}: { health?: object; prediction?: object; status?: number } = {}): Receiver {
  return new Receiver(({ url }) => {
    if (url.endsWith("/health-check")) return Response.json(health, { status });
    if (url.startsWith(`${gpuUrl}predictions/`)) return Response.json(prediction);
    return new Response(null, { status: 404 });
  });
}

/** Time goes as it is told to; timers run as ever. */
export function stopClock(onTestFinished: (end: () => void) => void): (ms: number) => void {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  return (ms) => void vi.setSystemTime(Date.now() + ms);
}
