import type { PayloadBucket } from "../src/payloads/payload-store.ts";

/** An R2 bucket's `get` and `put`, in memory. */
export class FakeBucket implements PayloadBucket {
  readonly objects = new Map<string, string>();

  async get(key: string): Promise<{ text(): Promise<string> } | null> {
    const text = this.objects.get(key);
    return text === undefined ? null : { text: async () => text };
  }

  async put(key: string, value: string): Promise<void> {
    this.objects.set(key, value);
  }
}
