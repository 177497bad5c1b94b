import type { PayloadBucket } from "../src/payloads/payload-store.ts";

/** What payloads need of an R2 bucket, in memory. */
export class FakeBucket implements PayloadBucket {
  readonly objects = new Map<string, string>();

  async get(key: string): Promise<{ text(): Promise<string> } | null> {
    const text = this.objects.get(key);
    return text === undefined ? null : { text: async () => text };
  }

  async put(key: string, value: string): Promise<void> {
    this.objects.set(key, value);
  }

  async delete(keys: string[]): Promise<void> {
    if (keys.length > 1000) throw new Error("R2 deletes 1000 objects at once");
    for (const key of keys) this.objects.delete(key);
  }
}
