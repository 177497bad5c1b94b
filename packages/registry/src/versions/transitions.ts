import type { VersionStatus } from "@headgate/shared";

/** What can be done to a version's status. `complete` is done by the PATCH that gives the last missing part. */
export type TransitionVerb =
  | "complete"
  | "publish"
  | "activate"
  | "deactivate"
  | "reject"
  | "cancel"
  | "delete";

interface Step {
  from: VersionStatus;
  verb: TransitionVerb;
  to: VersionStatus;
}

/** Every way from one status to another; there is no other. */
const transitions: readonly Step[] = [
  { from: "partial", verb: "complete", to: "draft" },
  { from: "partial", verb: "cancel", to: "canceled" },
  { from: "partial", verb: "delete", to: "deleted" },
  { from: "draft", verb: "publish", to: "active" },
  { from: "draft", verb: "reject", to: "rejected" },
  { from: "draft", verb: "cancel", to: "canceled" },
  { from: "draft", verb: "delete", to: "deleted" },
  // What a check found wrong may lie outside the version: a backend, a registry.
  { from: "rejected", verb: "publish", to: "active" },
  { from: "rejected", verb: "cancel", to: "canceled" },
  { from: "rejected", verb: "delete", to: "deleted" },
  { from: "active", verb: "deactivate", to: "inactive" },
  { from: "active", verb: "delete", to: "deleted" },
  { from: "inactive", verb: "activate", to: "active" },
  { from: "inactive", verb: "delete", to: "deleted" },
  { from: "canceled", verb: "delete", to: "deleted" },
];

/** Null: a version of this status cannot be treated so. */
export function nextStatus(from: VersionStatus, verb: TransitionVerb): VersionStatus | null {
  return transitions.find((step) => step.from === from && step.verb === verb)?.to ?? null;
}

/** To which status the verb leads, from wherever it leads anywhere. */
export function endOf(verb: TransitionVerb): VersionStatus {
  const step = transitions.find((candidate) => candidate.verb === verb);
  if (step === undefined) throw new Error(`no transition is a ${verb}`);
  return step.to;
}

export function verbsFrom(from: VersionStatus): TransitionVerb[] {
  return transitions.filter((step) => step.from === from).map(({ verb }) => verb);
}
