import type { GatedContext, ProbingContext } from "@headgate/registry";
import type { CallbackUrls, Carrier, FileUrls, Quota, StreamUrls } from "@headgate/routing";
import type { HeadgateError } from "@headgate/shared";

import type { Claim } from "../idempotency/claim.ts";

/** Everything a route handler works with, made anew for each HTTP request. */
export interface ApiContext {
  request: Request;
  url: URL;
  requestId: string;
  env: Env;
  /** Its actor is whoever the bearer token belongs to. */
  registry: ProbingContext & GatedContext;
  /** Text of the body; null where it is too large. Read where it is asked for, and then kept. */
  body: () => Promise<string | null>;
  /** Where the call came with an `Idempotency-Key`. */
  claim: Claim | null;
  carrier: Carrier;
  callbackUrls: CallbackUrls;
  fileUrls: FileUrls;
  streamUrls: StreamUrls;
  /** What the caller may still do; null where nothing is counted. */
  quota: Quota | null;
  /** Why the call may go no further: a token that is not good, or too many calls. */
  refusal: HeadgateError | null;
  /** Keeps the Worker alive for work that goes on after the answer. A failure is logged. */
  background: (work: Promise<unknown>) => void;
}
