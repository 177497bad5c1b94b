/**
 * Epoch milliseconds as RFC 3339 text with microseconds, in UTC: `2026-11-21T09:30:00.123000Z`.
 * RangeError for what is no integer or lies outside the years 0 to 9999.
 */
export function toWireTime(ms: number): string {
  if (!Number.isInteger(ms)) throw new RangeError(`a time must be integer milliseconds; got ${ms}`);
  const text = new Date(ms).toISOString();
  if (text.length !== 24)
    throw new RangeError(`a time must lie in the years 0 to 9999; got ${text}`);
  return `${text.slice(0, -1)}000Z`;
}

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** RFC 3339 text in any zone as epoch milliseconds, finer parts cut off. Null for what is none, such as one without a zone. */
export function readWireTime(text: string): number | null {
  const ms = rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}
