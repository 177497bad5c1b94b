export const maxVersionKey = 2 ** 30 - 1;
export const maxShard = 2 ** 12 - 1;

const maxCreatedAt = 2 ** 48 - 1;
const variantBits = 2 ** 31;
const uuid8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Where a prediction lives, as its own id says it. */
export interface PredictionRoute {
  /** Epoch milliseconds. */
  createdAt: number;
  /** The database's integer key of the version. */
  versionKey: number;
  /** Which shard of the version's gate. */
  shard: number;
}

/**
 * A UUIDv8 in lower case: 48 bits of milliseconds, version 8, 12 bits of shard, variant, 30 bits of
 * version key, 32 random bits; ids sort by time. `random` is 4 bytes. RangeError outside the bits.
 */
export function createPredictionId(input: PredictionRoute & { random: Uint8Array }): string {
  checkInteger("createdAt", input.createdAt, [0, maxCreatedAt]);
  checkRoute(input.versionKey, input.shard);
  if (input.random.length !== 4) {
    throw new RangeError(`random must be 4 bytes; got ${input.random.length}`);
  }
  const time = hex(input.createdAt, 12);
  const key = hex(variantBits + input.versionKey, 8);
  const random = Array.from(input.random, (byte) => hex(byte, 2)).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-8${hex(input.shard, 3)}-${key.slice(0, 4)}-${key.slice(4)}${random}`;
}

/** What the id carries; null for everything that `createPredictionId` cannot have made. */
export function parsePredictionId(text: string): PredictionRoute | null {
  if (text.length !== 36 || !uuid8.test(text)) return null;
  const versionKey = Number.parseInt(text.slice(19, 23) + text.slice(24, 28), 16) - variantBits;
  if (versionKey < 1) return null;
  return {
    createdAt: Number.parseInt(text.slice(0, 8) + text.slice(9, 13), 16),
    versionKey,
    shard: Number.parseInt(text.slice(15, 18), 16),
  };
}

/** The name under which the gate's Durable Object is found: `v12-0`. RangeError outside the bits. */
export function gateName(versionKey: number, shard: number): string {
  checkRoute(versionKey, shard);
  return `v${versionKey}-${shard}`;
}

function checkRoute(versionKey: number, shard: number): void {
  checkInteger("versionKey", versionKey, [1, maxVersionKey]);
  checkInteger("shard", shard, [0, maxShard]);
}

function checkInteger(name: string, value: number, [least, most]: [number, number]): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} must be an integer from ${least} to ${most}; got ${value}`);
}

function hex(value: number, length: number): string {
  return value.toString(16).padStart(length, "0");
}
