import type { VersionStatus } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { transitionLine } from "./line-bodies.ts";
import type { LineReader } from "./line-reader.ts";
import { readTime } from "./read-times.ts";
import type { StagedVersions } from "./stage-versions.ts";
import type { Staging } from "./staging.ts";

interface Step {
  to: VersionStatus;
  revision: number;
}

/** Reads what became of the versions, from the creation of each to the status that it has, and stages it. Gives how many lines it was. */
export async function stageTransitions(
  { now }: RegistryContext,
  reader: LineReader,
  { staging, versions }: { staging: Staging; versions: StagedVersions },
): Promise<number> {
  const last = new Map<number, Step>();
  let count = 0;
  for (;;) {
    const line = await reader.take("transition", transitionLine);
    if (line === null) break;
    const { number, revision, from, to, actor, reason } = line;
    const version = versions.get(number);
    if (version === undefined) throw reader.refuse(`there is no version ${number}`, "number");
    const before = last.get(number);
    if (from !== (before?.to ?? null)) {
      throw reader.refuse(`version ${number} was ${before?.to ?? "not there"} before`, "from");
    }
    if (revision <= (before?.revision ?? 0) || revision > version.revision) {
      throw reader.refuse(`revisions must grow, up to ${version.revision}`, "revision");
    }
    const at = await reader.about(() => readTime("at", line.at, now()));
    const who = { actorId: actor.id, actorName: actor.username };
    const content = { number, revision, from, to, reason, at, ...who };
    await staging.add({ kind: "transition", content });
    last.set(number, { to, revision });
    count += 1;
  }
  for (const [number, { status }] of versions) {
    if (last.get(number)?.to === status) continue;
    throw reader.refuse(`the transitions of version ${number} do not lead to ${status}`);
  }
  return count;
}
