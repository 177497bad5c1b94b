import { requireScope } from "@headgate/registry";
import { cancelLease, dispatchLeases } from "@headgate/routing";
import { HeadgateError } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { json } from "../http/respond.ts";
import { type Asked, findOwn } from "./get-prediction.ts";

/**
 * Asks for a cancel: at once where it waits, by its backend where it runs. Repeating it is fine; one that has ended otherwise is a
 * `conflict`.
 */
export async function cancelPrediction(api: ApiContext, asked: Asked): Promise<Response> {
  requireScope(api.registry, "predict");
  const { id, task } = await findOwn(api, asked, "predict");
  const cancellation = await api.carrier.gateOf(id).cancel(id);
  api.background(dispatchLeases(api.carrier, cancellation.leases));
  switch (cancellation.outcome) {
    case "canceled":
      api.carrier.announce(id);
      return json(null);
    case "requested": {
      const freed = cancelLease(api.carrier, cancellation.lease, cancellation);
      api.background(freed.then((leases) => dispatchLeases(api.carrier, leases)));
      return json(null);
    }
    case "ended":
    case "unknown": {
      const { state } = await findOwn(api, asked, "predict");
      if (state === "canceled") return json(null);
      throw new HeadgateError("conflict", `the ${task} has already ended: ${state}`);
    }
  }
}
