import type { CompilingContext, GatedContext, SealingContext } from "@headgate/registry";
import type { CallbackUrls, Carrier } from "@headgate/routing";

/** Everything a route handler works with, made anew for each HTTP request. */
export interface ApiContext {
  request: Request;
  url: URL;
  requestId: string;
  env: Env;
  /** Its actor is whoever the bearer token belongs to. */
  registry: CompilingContext & GatedContext & SealingContext;
  carrier: Carrier;
  callbackUrls: CallbackUrls;
  /** Keeps the Worker alive for work that goes on after the answer. A failure is logged. */
  background: (work: Promise<unknown>) => void;
}
