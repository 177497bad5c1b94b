import type { BackendEvent, ProgressEvent } from "@headgate/shared";

import { type Progress, type ProgressSubject, wantsProgress } from "./announce-progress.ts";

/** What has grown larger is not told on the way: the end tells it. */
const maxCharacters = 1024 * 1024;

export interface ProgressWriterOptions {
  subject: ProgressSubject;
  /** See `announceProgress`; it throws nothing. */
  announce: (progress: Progress) => Promise<void>;
  pause: (ms: number) => Promise<void>;
}

/** The time between two webhooks that tell of progress. */
export const progressEveryMs = 500;

/**
 * Gathers what a backend tells event by event, and announces it: the first at once, then at most once in 500 ms all that there is by then.
 * Of output the chunks are told, as a list. For a webhook that wants none of it, it does nothing.
 */
export class ProgressWriter {
  readonly #options: ProgressWriterOptions;
  readonly #output: unknown[] = [];
  #logs = "";
  #characters = 0;
  #news: ProgressEvent | null = null;
  #isClosed = false;
  #isAnnouncing = false;

  constructor(options: ProgressWriterOptions) {
    this.#options = options;
    this.#isClosed = !wantsProgress(options.subject.webhook);
  }

  write(event: BackendEvent): void {
    if (this.#isClosed || event.type === "progress") return;
    if (event.type === "logs") this.#logs += event.text;
    else this.#output.push(event.chunk);
    this.#characters += sizeOf(event);
    if (this.#characters > maxCharacters) return this.close();
    if (!wantsProgress(this.#options.subject.webhook, event.type)) return;
    // News of both are told as output.
    if (this.#news !== "output") this.#news = event.type;
    if (!this.#isAnnouncing) void this.#announceAll();
  }

  /** What was not announced by now is told by the end. */
  close(): void {
    this.#isClosed = true;
  }

  async #announceAll(): Promise<void> {
    this.#isAnnouncing = true;
    while (this.#news !== null && !this.#isClosed) {
      const event = this.#news;
      this.#news = null;
      await this.#options.announce({ event, output: this.#output, logs: this.#logs });
      await this.#options.pause(progressEveryMs);
    }
    this.#isAnnouncing = false;
  }
}

/** Roughly, in characters of JSON. */
function sizeOf(event: Exclude<BackendEvent, { type: "progress" }>): number {
  if (event.type === "logs") return event.text.length;
  return (JSON.stringify(event.chunk) ?? "").length;
}
