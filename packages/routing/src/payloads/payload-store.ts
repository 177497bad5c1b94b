import type { Payload } from "@headgate/shared";

/** What is larger goes to the bucket: a row of the gate, a queue message and a socket stay small. */
export const maxInlineBytes = 64 * 1024;

/** The part of an R2 bucket that payloads need. */
export interface PayloadBucket {
  get(key: string): Promise<{ text(): Promise<string> } | null>;
  put(key: string, value: string): Promise<unknown>;
}

export class PayloadStore {
  readonly #bucket: PayloadBucket;

  constructor(bucket: PayloadBucket) {
    this.#bucket = bucket;
  }

  /** Keeps JSON text, under `key` where it is large. Writing the same key again replaces it. */
  async write(key: string, text: string): Promise<Payload> {
    // A character is one byte at least and three at most.
    if (text.length * 3 <= maxInlineBytes) return { inline: text };
    const bytes = new TextEncoder().encode(text).byteLength;
    if (bytes <= maxInlineBytes) return { inline: text };
    await this.#bucket.put(key, text);
    return { key, bytes };
  }

  /** The JSON text; null where its object is gone. */
  async read(payload: Payload): Promise<string | null> {
    if ("inline" in payload) return payload.inline;
    const object = await this.#bucket.get(payload.key);
    return object === null ? null : object.text();
  }
}

export function inputKey(predictionId: string): string {
  return `predictions/${predictionId}/input`;
}

/** By epoch, so that a late result of an older lease replaces nothing. */
export function outputKey(predictionId: string, epoch: number): string {
  return `predictions/${predictionId}/output-${epoch}`;
}

/** Where an uploaded file lies in the same bucket. */
export function fileKey(fileId: string): string {
  return `files/${fileId}`;
}
