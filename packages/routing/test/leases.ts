import {
  createPredictionId,
  type GateBackend,
  type Lease,
  plainTerms,
  type Ticket,
} from "@headgate/shared";

let calls = 0;

export function backendAt(url: string): GateBackend {
  return {
    ...{ id: "a", url, protocol: "cog", status: "enabled", capacity: 1, weight: 1 },
    ...{ shard: 0, settings: null, credentials: null },
  };
}

export function newId(): string {
  calls += 1;
  const random = new Uint8Array([0, 0, calls >> 8, calls & 255]);
  return createPredictionId({ createdAt: 1_795_000_000_000, versionKey: 7, shard: 0, random });
}

export function ticketOf(input: Ticket["input"] = { inline: '{"scale":4}' }): Ticket {
  return {
    ...plainTerms,
    callerId: "caller",
    tokenId: "token",
    owner: "john",
    model: "image-upscaler",
    number: 30,
    versionId: "0".repeat(64),
    mode: "detached",
    input,
    webhook: null,
    createdAt: 1_795_000_000_000,
  };
}

export function leaseOn(url: string, ticket = ticketOf()): Lease {
  return {
    predictionId: newId(),
    epoch: 1,
    attempt: 1,
    expiresAt: 1_795_000_600_000,
    backend: backendAt(url),
    ticket,
  };
}
