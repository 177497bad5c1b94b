import type { RegistryCredentialsRow } from "@headgate/database";
import { type Registry, toWireTime } from "@headgate/shared";

export function showRegistry(row: RegistryCredentialsRow): Registry {
  const { host, username, createdAt, updatedAt } = row;
  return {
    ...{ host, username },
    created_at: toWireTime(createdAt),
    updated_at: updatedAt === null ? null : toWireTime(updatedAt),
  };
}
