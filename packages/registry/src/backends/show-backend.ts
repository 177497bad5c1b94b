import type { BackendRow } from "@headgate/database";
import { type Backend, toWireTime } from "@headgate/shared";

export function showBackend(backend: BackendRow): Backend {
  const { id, url, protocol, capacity, weight, status, createdAt, updatedAt } = backend;
  return {
    ...{ id, url, protocol, capacity, weight, status },
    created_at: toWireTime(createdAt),
    updated_at: updatedAt === null ? null : toWireTime(updatedAt),
  };
}
