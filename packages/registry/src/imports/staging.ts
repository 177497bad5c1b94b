import { deleteStagedLines, type StagedLine, stageLines } from "@headgate/database";

import type { RegistryContext } from "../context.ts";
import { uuidOf } from "../random-id.ts";

const dayMs = 86_400_000;
const maxWaiting = 100;

/** Where the parts of one import wait until the last is in. It holds a few of them only. */
export class Staging {
  readonly id: string;
  readonly #ctx: Pick<RegistryContext, "db" | "now">;
  readonly #stagedAt: number;
  #position = 0;
  #waiting: StagedLine[] = [];

  constructor(ctx: Pick<RegistryContext, "db" | "now" | "random">) {
    this.id = uuidOf(ctx.random(16));
    this.#ctx = ctx;
    this.#stagedAt = ctx.now();
  }

  async add(...lines: StagedLine[]): Promise<void> {
    this.#waiting.push(...lines);
    // A version brings megabytes along, the rest is small.
    const isLarge = lines.some(({ kind }) => kind === "schemas");
    if (isLarge || this.#waiting.length >= maxWaiting) await this.flush();
  }

  async flush(): Promise<void> {
    const lines = this.#waiting;
    const from = { id: this.id, stagedAt: this.#stagedAt };
    await stageLines(this.#ctx.db, from, { position: this.#position, lines });
    this.#position += lines.length;
    this.#waiting = [];
  }

  /** Forgets this import, and those that nobody finished within a day. */
  async clear(): Promise<void> {
    const before = this.#ctx.now() - dayMs;
    await deleteStagedLines(this.#ctx.db, { id: this.id, before });
  }
}
