import {
  hearGate,
  openSturdyGate,
  sendExecution,
  SturdyStream,
  type Carrier,
} from "@headgate/routing";

import { isolateOf } from "./isolate.ts";
import { log } from "./log.ts";

/** What leases are carried with here. `announce` is told of the predictions that history must hear of. */
export function createCarrier(env: Env, announce: Carrier["announce"]): Carrier {
  const { backendFetch, callbackUrls, outputJudge, payloads } = isolateOf(env);
  return {
    gateOf: (predictionId) => openSturdyGate(env.GATE, predictionId),
    hear: (hearing) => hearGate(env.GATE, hearing, log),
    streamOf: (predictionId) => new SturdyStream(env.STREAMS, predictionId),
    fetchTo: (backend, terms) => backendFetch.to(backend, terms),
    payloads,
    callbackUrl: (lease, listeners) => callbackUrls.create(lease, listeners),
    sendProgress: async (message) => void (await env.PROGRESS.send(message)),
    execute: (lease) => sendExecution(env.EXEC, lease),
    judgeOutput: (...asked) => outputJudge.judge(...asked),
    announce,
    log,
  };
}
