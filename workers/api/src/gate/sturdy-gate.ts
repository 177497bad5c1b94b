import { type GateStub, openGate } from "@headgate/routing";
import type { VersionGateMethods } from "@headgate/shared";

import { repeatOnce } from "./repeat-once.ts";

type GateNamespace = Parameters<typeof openGate>[0];

/** The gate that a prediction's id names, asked once more where it was reset meanwhile; see `repeatOnce`. */
export function openSturdyGate(namespace: GateNamespace, predictionId: string): VersionGateMethods {
  return sturdy(() => openGate(namespace, predictionId));
}

/** Opens a stub for each call: one that has thrown is of no more use. */
export function sturdy(open: () => GateStub): VersionGateMethods {
  return {
    admit: (request) => repeatOnce(() => open().admit(request)),
    configure: (config) => repeatOnce(() => open().configure(config)),
    dispatched: (lease) => repeatOnce(() => open().dispatched(lease)),
    renew: (lease) => repeatOnce(() => open().renew(lease)),
    refuse: (request) => repeatOnce(() => open().refuse(request)),
    complete: (request) => repeatOnce(() => open().complete(request)),
    cancel: (id) => repeatOnce(() => open().cancel(id)),
    read: (ids) => repeatOnce(() => open().read(ids)),
    acknowledge: (ids) => repeatOnce(() => open().acknowledge(ids)),
    capacity: () => repeatOnce(() => open().capacity()),
  };
}
