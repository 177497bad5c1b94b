import { fileTooLarge, maxFileBytes, toHex, type Upload, uploadTooSlow } from "@headgate/registry";
import { fileKey } from "@headgate/routing";

/** R2 wants all parts but the last to be of one size, 5 MiB or more. So much of a file is in memory at once. */
const partBytes = 5 * 1024 * 1024;

export interface StoredObject {
  sizeBytes: number;
  /** Hex. */
  sha256: string;
}

/**
 * Writes what comes in under the upload's id, in parts where it is large. `payload_too_large` and `unavailable` (its deadline has passed)
 * when it comes to that: then nothing is left of it.
 */
export async function storeObject(
  bucket: R2Bucket,
  upload: Upload,
  chunks: AsyncIterable<Uint8Array>,
): Promise<StoredObject> {
  const digest = new crypto.DigestStream("SHA-256");
  const hash = digest.getWriter();
  const object = new ObjectWriter(bucket, fileKey(upload.id));
  let sizeBytes = 0;
  try {
    for await (const chunk of chunks) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxFileBytes) throw fileTooLarge();
      if (Date.now() > upload.deadlineAt) throw uploadTooSlow();
      await hash.write(chunk);
      await object.write(chunk);
    }
    await object.close();
  } catch (error) {
    await Promise.allSettled([object.abort(), hash.abort(), digest.digest]);
    throw error;
  }
  await hash.close();
  return { sizeBytes, sha256: toHex(new Uint8Array(await digest.digest)) };
}

/** Puts bytes together to parts. */
class ObjectWriter {
  readonly #bucket: R2Bucket;
  readonly #key: string;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #upload: R2MultipartUpload | null = null;
  readonly #parts: R2UploadedPart[] = [];

  constructor(bucket: R2Bucket, key: string) {
    this.#bucket = bucket;
    this.#key = key;
  }

  async write(chunk: Uint8Array): Promise<void> {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#bytes === partBytes) await this.#send();
      const taken = rest.subarray(0, partBytes - this.#bytes);
      this.#chunks.push(taken);
      this.#bytes += taken.length;
      rest = rest.subarray(taken.length);
    }
  }

  async close(): Promise<void> {
    if (this.#upload === null) {
      await this.#bucket.put(this.#key, new Blob(this.#chunks));
    } else {
      await this.#send();
      await this.#upload.complete(this.#parts);
    }
  }

  /** Where this fails, R2 drops the parts by itself after a week. */
  async abort(): Promise<void> {
    await this.#upload?.abort();
  }

  async #send(): Promise<void> {
    this.#upload ??= await this.#bucket.createMultipartUpload(this.#key);
    const part = new Blob(this.#chunks);
    this.#parts.push(await this.#upload.uploadPart(this.#parts.length + 1, part));
    this.#chunks = [];
    this.#bytes = 0;
  }
}
