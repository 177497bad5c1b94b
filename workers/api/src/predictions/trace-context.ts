import { toHex } from "@headgate/registry";

/** W3C Trace Context: version, trace, span, flags. Versions that are to come begin with the same four. */
const form =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?:-|$)/;

/** "Recorded": our log lines carry the trace's id. */
const recorded = "01";

/**
 * The `traceparent` under which a prediction is made: in the caller's trace, or in a new one where the caller names none (or none that is
 * well-formed), with a span of its own.
 */
export function continueTrace(headers: Headers, random: (bytes: number) => Uint8Array): string {
  const [, trace = toHex(random(16)), flags = recorded] =
    form.exec(headers.get("traceparent")?.trim() ?? "") ?? [];
  return `00-${trace}-${toHex(random(8))}-${flags}`;
}
