import { type Database, endResharding, writeShards } from "@headgate/database";
import type { ShardStep, VersionConfig } from "@headgate/shared";

import { findVersionConfig } from "../versions/find-version-config.ts";

/** The shards of one version as they are stored. */
export interface ShardStore {
  /** Null: the version is gone. */
  read: () => Promise<VersionConfig | null>;
  /** Does nothing where the configuration has changed since it had `epoch`. */
  write: (step: ShardStep, epoch: number) => Promise<void>;
}

export function openShardStore(db: Database, versionKey: number): ShardStore {
  return {
    read: () => findVersionConfig(db, versionKey),
    async write(step, epoch) {
      if (step.kind === "settled") await endResharding(db, { versionKey, epoch });
      else if (step.kind === "change") await writeShards(db, { versionKey, epoch, ...step });
    },
  };
}
