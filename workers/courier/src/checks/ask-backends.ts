import type { StepResult, StepWork } from "@headgate/registry";
import { adapterFor, type BackendHealth } from "@headgate/routing";
import type { GateBackend } from "@headgate/shared";

import type { CheckContext } from "./check-context.ts";

/** A model may take long to load; a server that says nothing at all is not worth the wait. */
const loadTimeoutMs = 10 * 60_000;
const patienceMs = 20_000;
const retryAfterS = 3;

interface Asked {
  backend: GateBackend;
  health: BackendHealth;
}

/** The step `load`: whether every enabled backend, of which there must be one, has its model loaded. */
export async function askBackends(
  ctx: CheckContext,
  { subject, step }: StepWork,
): Promise<StepResult> {
  const backends = subject.gateConfig.backends.filter(({ status }) => status === "enabled");
  if (backends.length === 0) {
    const path = `/v1/models/${subject.owner}/${subject.model}/versions/${subject.number}/backends`;
    const message = `the version has no enabled backend: register one with POST ${path}`;
    return { state: "failed", message };
  }
  const asked = await Promise.all(
    backends.map(async (backend): Promise<Asked> => {
      const fetcher = await ctx.carrier.fetchTo(backend, null);
      const health = await adapterFor(backend.protocol, fetcher).health(backend);
      return { backend, health };
    }),
  );
  const timeoutMs = subject.content.timeout?.status_ms ?? loadTimeoutMs;
  return judge(asked, ctx.now() - (step.startedAt ?? ctx.now()), timeoutMs);
}

function judge(asked: Asked[], waitedMs: number, timeoutMs: number): StepResult {
  const others = asked.filter(({ health }) => health.state !== "ready");
  const ready = asked.length - others.length;
  const [first] = others;
  if (first === undefined) {
    return { state: "passed", message: `${ready} of ${asked.length} backends are ready` };
  }
  const isHopeless = others.some(({ health: { state } }) => {
    if (state === "starting") return waitedMs >= timeoutMs;
    return state === "failed" || waitedMs >= Math.min(patienceMs, timeoutMs);
  });
  const message = `${ready} of ${asked.length} backends are ready; ${tell(first)}`;
  const log = others.flatMap((one) => [tell(one), ...one.health.log]);
  if (isHopeless) return { state: "failed", message, log };
  const percentage = Math.floor((ready / asked.length) * 100);
  return { state: "running", percentage, waitS: retryAfterS, message };
}

function tell({ backend, health }: Asked): string {
  return `${backend.url}: ${health.detail}`;
}
