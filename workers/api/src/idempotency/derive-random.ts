/** As many as HKDF gives with SHA-256: enough for 510 ids. */
const maxBytes = 255 * 32;
const info = new TextEncoder().encode("headgate idempotency");

/**
 * Random bytes that are the same for the same seed, and that nobody can tell without the secret: what is drawn one after another is their
 * beginning, and so on.
 */
export async function deriveRandom(
  secret: string,
  seed: string,
): Promise<(bytes: number) => Uint8Array> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, [
    "deriveBits",
  ]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: encoder.encode(seed), info };
  const derived = new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, maxBytes * 8));
  let drawn = 0;
  return (bytes) => {
    const from = drawn;
    drawn += bytes;
    if (drawn > maxBytes)
      throw new RangeError(`a call under an idempotency key drew ${drawn} bytes`);
    return derived.slice(from, drawn);
  };
}
