import type { Lease } from "@headgate/shared";

/** Somebody who waits at a socket is told this once the write is durable. */
export type Notice =
  | { type: "lease"; id: string; lease: Lease }
  | { type: "ended"; id: string }
  | { type: "cancel"; id: string };
