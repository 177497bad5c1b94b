import type { StoredProbe } from "@headgate/database";
import { type BackendProtocol, type GateBackend, HeadgateError } from "@headgate/shared";

import type { ProbingContext } from "../context.ts";
import { type BackendComparison, compareBackend } from "./compare-backend.ts";

/** A server as it is asked. */
export interface ProbeSubject {
  versionKey: number;
  server: Pick<GateBackend, "id" | "url" | "settings" | "credentials">;
  /** Null: whatever it turns out to speak. */
  protocol: BackendProtocol | null;
}

/** Asks a server what it speaks and what its schemas are, and compares those with the version's. Takes ten seconds at most. */
export async function probeServer(
  ctx: ProbingContext,
  { versionKey, server, protocol }: ProbeSubject,
): Promise<StoredProbe> {
  const told = { problems: [], models: [], probedAt: ctx.now() };
  const { description } = await ctx.detectBackend(server, protocol);
  if (description === null) {
    const other = protocol === null ? null : (await ctx.detectBackend(server, null)).description;
    if (other !== null) {
      const message = `the server speaks ${other.protocol}, not ${protocol}`;
      return { ...told, state: "mismatched", protocol: other.protocol, message };
    }
    const message = `nothing at ${server.url} answered as a server of ${protocol ?? "any protocol"} does`;
    return { ...told, state: "unreachable", protocol: null, message };
  }
  const { protocol: spoken, models } = description;
  const comparison = await compareBackend(ctx, versionKey, description);
  const { problems } = comparison;
  return { ...told, ...judge(comparison), protocol: spoken, models, problems };
}

function judge(comparison: BackendComparison): Pick<StoredProbe, "state" | "message"> {
  const { problems, isMismatch, isProven, isTold } = comparison;
  if (isMismatch) {
    return { state: "mismatched", message: "the server's schemas are not those of the version" };
  }
  if (isProven) {
    const message = "the server takes and answers what the version's schemas say";
    return { state: "matched", message };
  }
  if (problems.length > 0) {
    const message = "the server answers; its schemas differ in formats or patterns";
    return { state: "unchecked", message };
  }
  return {
    state: "unchecked",
    message: isTold
      ? "the server answers; that it takes and answers what the version does could not be proven"
      : "the server answers, and does not say what it takes and answers",
  };
}

/** `invalid_input` at `body.url` with every difference, for a server that is not what the version needs. */
export function refuseMismatch({ state, message, problems }: StoredProbe): void {
  if (state !== "mismatched") return;
  const told = problems.length === 0 ? [""] : problems.map(tellDifference);
  throw new HeadgateError("invalid_input", `${message}${told[0]}`, {
    problems: told.map((difference) => ({
      loc: ["body", "url"],
      msg: `${message}${difference}; \`?probe=skip\` registers it all the same`,
      type: "value_error.backend",
    })),
  });
}

function tellDifference({ schema, pointer, message }: StoredProbe["problems"][number]): string {
  return `: ${schema} schema, ${pointer}: ${message}`;
}
