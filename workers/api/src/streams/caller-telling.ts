import { openTelling, progressIn, type Telling } from "@headgate/routing";
import type { BackendEvent, Lease, StreamEvent } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import type { EventOutlet } from "./event-outlet.ts";
import { formatEvent } from "./format-event.ts";

/** What a caller is told of the prediction that its connection owns: as it comes, kept nowhere. */
export class CallerTelling {
  readonly #api: ApiContext;
  readonly #outlet: EventOutlet;
  /** Of the latest lease. */
  #outputs = 0;
  #logs = 0;
  #progress = 0;

  constructor(api: ApiContext, outlet: EventOutlet) {
    this.#api = api;
    this.#outlet = outlet;
  }

  /** Of a lease that makes void what another one's backend told. */
  begin(lease: Lease): Telling {
    const hasTold = this.#outputs + this.#logs + this.#progress > 0;
    [this.#outputs, this.#logs, this.#progress] = [0, 0, 0];
    const restarted = hasTold ? this.#tell({ type: "restart", reason: "retried" }) : null;
    const webhook = openTelling(this.#api.carrier, lease);
    return {
      emit: async (event) => {
        await restarted;
        await Promise.all([webhook?.emit(event), this.#pass(event)]);
      },
      close: async () => webhook?.close(),
    };
  }

  /** The end, and before it what of an ended prediction's events was not told on the way. */
  async end(events: StreamEvent[]): Promise<void> {
    const outputs = events.filter(({ type }) => type === "output").slice(this.#outputs);
    for (const event of events) {
      if (event.type === "output" && !outputs.includes(event)) continue;
      if (event.type === "logs" && this.#logs > 0) continue;
      await this.#tell(event);
    }
  }

  async #pass(event: BackendEvent): Promise<void> {
    if (event.type === "output") this.#outputs += 1;
    if (event.type === "progress") this.#progress = event.fraction;
    if (event.type === "logs") this.#logs += event.text.length;
    await this.#tell(event);
    const fraction = event.type === "logs" ? progressIn(event.text) : null;
    if (fraction === null || fraction === this.#progress) return;
    this.#progress = fraction;
    await this.#tell({ type: "progress", fraction });
  }

  #tell(event: StreamEvent): Promise<void> {
    return this.#outlet.write(formatEvent(event, null));
  }
}
