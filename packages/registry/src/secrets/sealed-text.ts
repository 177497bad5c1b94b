/** A `CryptoKey`, by whatever name the runtime's types have for it. */
export type SealingKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** What secrets are kept with: AES-256-GCM, and a source of random bytes. */
export interface Sealing {
  key: SealingKey;
  random: (bytes: number) => Uint8Array;
}

const algorithm = "AES-GCM";
/** Of a nonce: what AES-GCM is made for. */
const nonceBytes = 12;
const encoder = new TextEncoder();

/** The key from the operator's secret: any text, at least 32 random bytes in practice. */
export async function importSealingKey(secret: string): Promise<SealingKey> {
  const hkdf = "HKDF";
  const material = await crypto.subtle.importKey("raw", encoder.encode(secret), hkdf, false, [
    "deriveKey",
  ]);
  const salt = new Uint8Array();
  const derivation = { name: hkdf, hash: "SHA-256", salt, info: encoder.encode("sealed text") };
  return crypto.subtle.deriveKey(derivation, material, { name: algorithm, length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}

/** Encrypts a text for one `place`: moved to another row it cannot be opened. */
export async function sealText(
  { key, random }: Sealing,
  text: string,
  place: string,
): Promise<string> {
  const nonce = random(nonceBytes);
  const cipher = { name: algorithm, iv: nonce, additionalData: encoder.encode(place) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(cipher, key, encoder.encode(text)));
  return btoa(String.fromCharCode(...nonce, ...sealed));
}

/** Null: it was sealed with another key or for another place. */
export async function openText(
  { key }: Pick<Sealing, "key">,
  sealed: string,
  place: string,
): Promise<string | null> {
  const bytes = Uint8Array.from(atob(sealed), (character) => character.charCodeAt(0));
  const iv = bytes.subarray(0, nonceBytes);
  const cipher = { name: algorithm, iv, additionalData: encoder.encode(place) };
  try {
    const text = await crypto.subtle.decrypt(cipher, key, bytes.subarray(nonceBytes));
    return new TextDecoder().decode(text);
  } catch (error) {
    // Its only way to say that the content does not belong to key and place.
    if (error instanceof DOMException && error.name === "OperationError") return null;
    throw error;
  }
}
