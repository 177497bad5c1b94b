import type { ExpectStatic } from "vitest";

/** Matchers that stand within an expected value, typed as what they are: anything. */

export function anyText(expect: ExpectStatic): unknown {
  return expect.any(String);
}

export function textLike(expect: ExpectStatic, pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

export function textWith(expect: ExpectStatic, part: string): unknown {
  return expect.stringContaining(part);
}

/** RFC 3339 with microseconds, in UTC. */
export function wireTime(expect: ExpectStatic): unknown {
  return textLike(expect, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
}
