import { DurableObject } from "cloudflare:workers";

import { chunksOf } from "@headgate/routing";
import type {
  PredictionStreamMethods,
  StreamAdvance,
  StreamAnswer,
  StreamAppend,
  StreamBatch,
  StreamEnd,
  StreamStatus,
} from "@headgate/shared";

import { BatchStore } from "./batch-store.ts";
import { Extension } from "./extension.ts";
import { keepEndedMs, keepSilentMs } from "./limits.ts";
import type { Position } from "./position.ts";
import { Readers, send } from "./readers.ts";

/**
 * The events of one prediction, kept for whoever reads them, from whichever id on. What is written twice is there once; what an older
 * lease's backend still tells is not taken. It deletes itself some time after the end.
 */
export class PredictionStream extends DurableObject<Env> implements PredictionStreamMethods {
  readonly #store: BatchStore;
  readonly #readers: Readers;
  #position: Position;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new BatchStore(ctx.storage.sql);
    this.#readers = new Readers(ctx);
    this.#position = this.#store.readPosition();
  }

  async append({ epoch, batch, events }: StreamAppend): Promise<StreamAnswer> {
    const extension = this.#extend();
    if (!extension.isOpenTo(epoch)) return "refused";
    extension.enter(epoch);
    if (batch <= extension.position.batch) return "stored";
    extension.position.batch = batch;
    for (const event of events) extension.tell(event);
    return this.#keep(extension);
  }

  async advance({ epoch, output, logs }: StreamAdvance): Promise<StreamAnswer> {
    const extension = this.#extend();
    if (!extension.isOpenTo(epoch)) return "refused";
    extension.enter(epoch);
    tellRest(extension, output, logs);
    return this.#keep(extension);
  }

  async finish({ epoch, output, logs, ...end }: StreamEnd): Promise<void> {
    const extension = this.#extend();
    if (this.#position.isDone) return;
    const value: unknown = output === null ? null : JSON.parse(output);
    extension.enter(epoch);
    tellRest(extension, end.state === "succeeded" ? chunksOf(value) : [], logs);
    extension.tell({ type: "done", ...end, ...(output === null ? {} : { output: value }) });
    this.#keep(extension);
    this.#readers.hangUp();
  }

  async purge(): Promise<void> {
    await this.ctx.storage.deleteAll();
    this.#store.forget();
    this.#position = this.#store.readPosition();
    this.#readers.hangUp();
  }

  async status(): Promise<StreamStatus> {
    const { lastId, isDone } = this.#position;
    return { lastId, isDone };
  }

  async read(after: number): Promise<StreamBatch[]> {
    return this.#store.read(after);
  }

  /** `GET /events?after=ID`: a socket that hears what is newer than that, at first a page of it at most. */
  override fetch(request: Request): Response {
    if (request.headers.get("upgrade") !== "websocket") return new Response(null, { status: 426 });
    const after = Number(new URL(request.url).searchParams.get("after"));
    const { socket, response } = this.#readers.accept();
    for (const batch of this.#store.read(after)) send(socket, { type: "batch", ...batch });
    send(socket, { type: "at", lastId: this.#position.lastId });
    return response;
  }

  override async alarm(): Promise<void> {
    const dueAt = dueAtOf(this.#position);
    if (dueAt > Date.now()) {
      await this.ctx.storage.setAlarm(dueAt);
      return;
    }
    await this.purge();
  }

  #extend(): Extension {
    return new Extension(this.#position, Date.now());
  }

  /** Without an await in between: all of it is one transaction. */
  #keep(extension: Extension): StreamAnswer {
    const { events, position } = extension;
    if (events.length === 0) return "stored";
    const isFirst = this.#position.lastId === 0;
    const rows = this.ctx.storage.transactionSync(() => this.#store.write(extension));
    this.#readers.tellAll(rows);
    this.#position = position;
    if (isFirst || position.isDone) void this.ctx.storage.setAlarm(dueAtOf(position));
    return "stored";
  }
}

/** What follows on what was told of it already. */
function tellRest(extension: Extension, output: unknown[], logs: string): void {
  const { outputs, logsLength } = extension.position;
  if (logs.length > logsLength) extension.tell({ type: "logs", text: logs.slice(logsLength) });
  for (const chunk of output.slice(outputs)) extension.tell({ type: "output", chunk });
}

function dueAtOf({ at, isDone }: Position): number {
  return at + (isDone ? keepEndedMs : keepSilentMs);
}
