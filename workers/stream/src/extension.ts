import { progressIn } from "@headgate/routing";
import type { StreamEvent } from "@headgate/shared";

import { maxEventBytes, maxStreamBytes } from "./limits.ts";
import type { Position } from "./position.ts";

/** An event as JSON text. */
export interface EventText {
  text: string;
  bytes: number;
}

/** What is about to be added to a stream: its bounds are kept here, and where each event belongs is counted. */
export class Extension {
  readonly events: EventText[] = [];
  readonly position: Position;

  constructor(position: Position, now: number) {
    this.position = { ...position, at: now };
  }

  /** Whether what a backend tells in this epoch still counts. */
  isOpenTo(epoch: number): boolean {
    return !this.position.isDone && epoch >= this.position.epoch;
  }

  /** What follows is of this epoch: it makes void what another one told. */
  enter(epoch: number): void {
    const { position } = this;
    if (epoch === position.epoch) return;
    const hasTold = position.outputs > 0 || position.logsLength > 0 || position.progress > 0;
    if (hasTold) this.tell({ type: "restart", reason: "retried" });
    Object.assign(position, { epoch, batch: 0, outputs: 0, logsLength: 0, progress: 0 });
  }

  /** Beyond the bound only the end is told, and that others begin anew. */
  tell(event: StreamEvent): void {
    const { position } = this;
    const isBounded = event.type !== "done" && event.type !== "restart";
    if (isBounded && position.isTruncated) return;
    if (event.type === "progress" && event.fraction === position.progress) return;
    const text = JSON.stringify(event);
    const bytes = byteLength(text);
    if (isBounded && (bytes > maxEventBytes || position.bytes + bytes > maxStreamBytes)) {
      position.isTruncated = true;
      this.#add({ text: '{"type":"truncated"}', bytes: 20 });
      return;
    }
    this.#add({ text, bytes });
    this.#count(event);
  }

  #add(event: EventText): void {
    this.events.push(event);
    this.position.lastId += 1;
    this.position.bytes += event.bytes;
  }

  #count(event: StreamEvent): void {
    const { position } = this;
    if (event.type === "output") position.outputs += 1;
    if (event.type === "progress") position.progress = event.fraction;
    if (event.type === "done") position.isDone = true;
    if (event.type !== "logs") return;
    position.logsLength += event.text.length;
    const fraction = progressIn(event.text);
    if (fraction !== null) this.tell({ type: "progress", fraction });
  }
}

/** Exact where it matters: a text of a third of the bound cannot be over it. */
function byteLength(text: string): number {
  return text.length * 3 <= maxEventBytes ? text.length : new TextEncoder().encode(text).byteLength;
}
