import { invalidInput, readWireTime } from "@headgate/shared";

/** A time of a line as epoch milliseconds; `invalid_input` at the key for what is none, or lies ahead. */
export function readTime(key: string, text: string, now: number): number {
  const time = readWireTime(text);
  if (time === null) {
    throw invalidInput(["body", key], `${key} must be a time such as 2026-11-21T09:30:00.123000Z`);
  }
  if (time <= now) return time;
  throw invalidInput(["body", key], `${key} lies in the future: ${text}`);
}

export function readNullableTime(key: string, text: string | null, now: number): number | null {
  return text === null ? null : readTime(key, text, now);
}
