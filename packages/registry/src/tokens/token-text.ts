import { toHex } from "../random-id.ts";

const prefix = "hg_";
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62 to the power of 43 is more than 2 to the power of 256. */
const secretLength = 43;
const checksumLength = 6;
const form = /^hg_[0-9A-Za-z]{49}$/;

/**
 * `hg_`, 32 random bytes in base 62, and 6 digits of checksum: scanners find it in leaked text, and a mistyped one
 * is told without a look into the database.
 */
export async function createTokenText(random: Uint8Array): Promise<string> {
  const secret = prefix + toBase62(random, secretLength);
  return secret + (await checksum(secret));
}

/** Whether `createTokenText` may have made it. */
export async function isTokenText(text: string): Promise<boolean> {
  if (!form.test(text)) return false;
  const end = prefix.length + secretLength;
  return (await checksum(text.slice(0, end))) === text.slice(end);
}

/** What is stored of a token. 256 random bits need no slow hash. */
export async function hashToken(text: string): Promise<string> {
  return toHex(await sha256(text));
}

async function checksum(secret: string): Promise<string> {
  return toBase62((await sha256(secret)).subarray(0, 4), checksumLength);
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

function toBase62(bytes: Uint8Array, length: number): string {
  let rest = BigInt(`0x${toHex(bytes)}`);
  let text = "";
  while (text.length < length) {
    text = alphabet.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}
