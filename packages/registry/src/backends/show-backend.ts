import type { BackendRow, StoredProbe } from "@headgate/database";
import { type Backend, type BackendProbe, toWireTime } from "@headgate/shared";

export function showBackend(backend: BackendRow): Backend {
  const { id, url, protocol, capacity, weight, status, region, labels, settings } = backend;
  const { credentials, shard, nextShard, probe, createdAt, updatedAt } = backend;
  return {
    ...{ id, url, protocol, capacity, weight, status, region, labels, settings },
    has_credentials: credentials !== null,
    ...{ shard, next_shard: nextShard },
    probe: probe === null ? null : showProbe(probe),
    created_at: toWireTime(createdAt),
    updated_at: updatedAt === null ? null : toWireTime(updatedAt),
  };
}

function showProbe(probe: StoredProbe): BackendProbe {
  const { state, protocol, message, problems, models, probedAt } = probe;
  return { state, protocol, message, problems, models, probed_at: toWireTime(probedAt) };
}
