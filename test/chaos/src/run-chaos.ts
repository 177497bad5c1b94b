import { randomBytes } from "node:crypto";

import { type KillableSystem, startKillableSystem } from "@headgate/e2e/system";

import { type Farm, startFarm } from "./backends/farm.ts";
import type { Callers } from "./callers/call.ts";
import { keepBusy } from "./callers/keep-busy.ts";
import { lookAt } from "./callers/look-at.ts";
import { startWebhookSink, type WebhookSink } from "./callers/webhook-sink.ts";
import { type Fault, Witness } from "./callers/witness.ts";
import { checkBackends } from "./checks/check-backends.ts";
import { checkResults } from "./checks/check-results.ts";
import { settle } from "./checks/settle.ts";
import { createDice } from "./dice.ts";
import { disturb } from "./disturb.ts";
import { explain } from "./explain.ts";
import { killAgainAndAgain } from "./kill-again-and-again.ts";
import { type ChaosOptions, leaseMarginMs, resendMs } from "./options.ts";
import { publishModels } from "./publish-models.ts";
import { summarize } from "./summarize.ts";

/** So many of what is in flight are read after each start. */
const looks = 20;

export interface ChaosReport {
  summary: string;
  faults: Fault[];
  /** What is known of the first faults, for whoever looks for their cause. */
  explanation: string;
  /** Kept where there are faults. */
  stateFolder: string;
}

/** All that takes part. */
export interface Chaos extends Callers {
  options: ChaosOptions;
  farm: Farm;
  sink: WebhookSink;
  /** How long a lease lasts. */
  leaseMs: number;
}

/** Kills the real runtime again and again under load over backends that misbehave, and finds what it did not keep of its promises. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const startedAt = performance.now();
  const closings: (() => void)[] = [];
  let system: KillableSystem | null = null;
  try {
    system = await startKillableSystem();
    const chaos = await arrange(options, system, closings);
    let isUp = true;
    const load = keepBusy(chaos, { inFlight: options.predictions, isUp: () => isUp });
    const disturbance = disturb(chaos);
    const onKill = (...kill: [number, string]): void => {
      isUp = false;
      tellKill(chaos, kill);
    };
    const onUp = (): void => {
      isUp = true;
      void lookAt(chaos.system.client, chaos.witness, chaos.witness.unended.slice(0, looks));
    };
    await killAgainAndAgain({ ...chaos, ...options, onKill, onUp });
    await load.stop();
    await disturbance.stop();
    await settle(chaos);
    const farmReport = await chaos.farm.tell({});
    checkResults(chaos.witness);
    checkBackends(chaos.witness, farmReport, chaos);
    const { faults } = chaos.witness;
    const explanation = await explain(chaos);
    if (faults.length === 0) await system.remove();
    const seconds = (performance.now() - startedAt) / 1000;
    const summary = summarize(chaos, { made: load.made(), farmReport, seconds });
    return { summary, faults, explanation, stateFolder: system.stateFolder };
  } finally {
    await system?.kill();
    for (const close of closings.toReversed()) close();
  }
}

async function arrange(
  options: ChaosOptions,
  system: KillableSystem,
  closings: (() => void)[],
): Promise<Chaos> {
  const { seed, backends, crashEveryMs, runMs } = options;
  const dice = createDice(seed);
  const witness = new Witness();
  const leaseMs = runMs + leaseMarginMs;
  // A lease may reach its backend only when it is sent again.
  const countedMs = leaseMs - resendMs - 1_000;
  const farm = await startFarm({ seed, backends, leaseMs, countedMs, crashEveryMs });
  closings.push(() => farm.stop());
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const sink = await startWebhookSink({ witness, secret, dice });
  closings.push(() => sink.close());
  const reports = (await farm.tell({})).backends;
  const models = await publishModels(system.client, runMs, reports);
  const webhook = { url: sink.url, secret };
  const refusals = new Map<string, number>();
  return { models, system, webhook, dice, witness, refusals, options, farm, sink, leaseMs };
}

function tellKill({ options, witness, sink }: Chaos, [kill, when]: [number, string]): void {
  const { accepted, inFlight, faults } = witness;
  options.onProgress(
    `kill ${kill}/${options.kills}, ${when}: ${inFlight} in flight, ${accepted.size} accepted ${JSON.stringify(witness.countEnds())}, ${sink.completed.size} webhooks, ${faults.length} faults`,
  );
}
