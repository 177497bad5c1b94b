import type { StoredProbe } from "@headgate/database";
import { HeadgateError, invalidInput } from "@headgate/shared";

import { refuseMismatch } from "./probe-server.ts";

/**
 * `check`: a server that does not answer yet is taken, since many start slowly; one that answers as another is not. `required`: it must
 * answer. `skip`: it is not asked.
 */
export const probeModes = ["check", "required", "skip"] as const;
export type ProbeMode = (typeof probeModes)[number];

/** Of a URL's query. Throws `invalid_input` at `query.probe` for what is no mode. */
export function readProbeMode(text: string | null | undefined): ProbeMode {
  if (text === null || text === undefined) return "check";
  const mode = probeModes.find((one) => one === text);
  if (mode !== undefined) return mode;
  throw invalidInput(["query", "probe"], `probe must be one of ${probeModes.join(", ")}`);
}

/** Throws for a finding that the mode does not let pass: a mismatch, or nobody there. */
export function checkFinding(finding: StoredProbe, mode: ProbeMode): void {
  refuseMismatch(finding);
  if (mode === "required" && finding.state === "unreachable") {
    throw new HeadgateError("unavailable", finding.message);
  }
}
