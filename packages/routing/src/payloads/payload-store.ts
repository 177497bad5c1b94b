import type { Payload } from "@headgate/shared";

/** What is larger goes to the bucket: a row of the gate, a queue message and a socket stay small. */
export const maxInlineBytes = 64 * 1024;

/** As many objects as R2 deletes at once. */
const maxDeleted = 1000;

/** The part of an R2 bucket that payloads need. */
export interface PayloadBucket {
  get(key: string): Promise<{ text(): Promise<string> } | null>;
  put(key: string, value: string): Promise<unknown>;
  delete(keys: string[]): Promise<void>;
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

  /** Deletes all that may lie outside the gate of these predictions; `epoch` counts the leases that each was given. */
  async erase(
    predictions: readonly { id: string; epoch: number }[],
    more: readonly string[] = [],
  ): Promise<void> {
    const keys = [...predictions.flatMap(keysOf), ...more];
    for (let at = 0; at < keys.length; at += maxDeleted) {
      await this.#bucket.delete(keys.slice(at, at + maxDeleted));
    }
  }
}

/** What the keys of all payloads of predictions begin with, which are in the order of their ids. */
export const payloadPrefix = "predictions/";

export function inputKey(predictionId: string): string {
  return `${payloadPrefix}${predictionId}/input`;
}

/** By epoch, so that a late result of an older lease replaces nothing. */
export function outputKey(predictionId: string, epoch: number): string {
  return `${payloadPrefix}${predictionId}/output-${epoch}`;
}

function keysOf({ id, epoch }: { id: string; epoch: number }): string[] {
  const epochs = Array.from({ length: epoch }, (_, index) => index + 1);
  return [inputKey(id), ...epochs.map((one) => outputKey(id, one))];
}

/** Which prediction the payload under a key is of. */
export function predictionIdOf(key: string): string {
  return key.slice(payloadPrefix.length).split("/", 1)[0] ?? "";
}

/** Where an uploaded file lies in the same bucket. */
export function fileKey(fileId: string): string {
  return `files/${fileId}`;
}
