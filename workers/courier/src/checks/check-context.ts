import type { SealingContext } from "@headgate/registry";
import type { Carrier } from "@headgate/routing";

/** What the steps of checks take from outside. */
export type CheckContext = Pick<
  SealingContext,
  "db" | "now" | "random" | "sealingKey" | "urlPolicy"
> & { fetch: typeof fetch; carrier: Carrier };
