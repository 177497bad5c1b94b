import { gateName, parsePredictionId, type VersionGateMethods } from "@headgate/shared";

/** A Durable Object stub of a gate: its methods, and `fetch` for sockets. */
export type GateStub = VersionGateMethods & { fetch: typeof fetch };

/** The binding of the gate's class, as far as it is needed here. */
export interface GateNamespace {
  getByName(name: string): unknown;
}

/** The gate that a prediction's id names. A stub that has thrown is of no more use: open it anew. */
export function openGate(namespace: GateNamespace, predictionId: string): GateStub {
  const route = parsePredictionId(predictionId);
  if (route === null) throw new Error(`${predictionId} is no prediction id`);
  return openVersionGate(namespace, route.versionKey, route.shard);
}

/** One shard of a version's gate. */
export function openVersionGate(
  namespace: GateNamespace,
  versionKey: number,
  shard: number,
): GateStub {
  return typed(namespace.getByName(gateName(versionKey, shard)));
}

/** The class lives in another Worker, so that its type does not come with the binding; it implements these methods. */
function typed(stub: unknown): GateStub {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- VersionGate implements it, and that is checked where it is declared
  return stub as GateStub;
}
