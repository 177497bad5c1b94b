export interface Counts {
  /** In how many ways the counted and optional parts can divide a text among them, at most 10^9. */
  ways: number;
  /** The pattern with `*` in place of all counts and of each `?`, which under a count is no less a choice. */
  starred: string;
  /** The largest upper count of the pattern. */
  largest: number;
}

const maxWays = 1e9;

/** Reads the counted repetitions of a pattern that is valid with the flag `u`. */
export function readCounts(pattern: string): Counts {
  const reading: Reading = { rest: pattern, starred: "", largest: 0 };
  const ways = readAlternatives(reading);
  return { ways, starred: reading.starred, largest: reading.largest };
}

interface Reading {
  rest: string;
  starred: string;
  largest: number;
}

function readAlternatives(reading: Reading): number {
  let ways = 0;
  do ways += readSequence(reading);
  while (take(reading, /^\|/) !== null);
  return Math.min(ways, maxWays);
}

function readSequence(reading: Reading): number {
  let ways = 1;
  while (reading.rest !== "" && !/^[|)]/.test(reading.rest)) {
    ways = Math.min(ways * readRepeated(reading), maxWays);
  }
  return ways;
}

function readRepeated(reading: Reading): number {
  const ways = readAtom(reading);
  if (take(reading, /^[*+]\??/) !== null) return ways;
  if (reading.rest.startsWith("?")) {
    reading.rest = reading.rest.replace(/^\?\??/, "");
    reading.starred += "*";
    return ways + 1;
  }
  const [text, least, comma, most] = /^\{(\d+)(,?)(\d*)\}\??/.exec(reading.rest) ?? [];
  if (text === undefined) return ways;
  reading.rest = reading.rest.slice(text.length);
  reading.starred += "*";
  if (comma !== "" && most === "") return ways;
  const highest = Number(comma === "" ? least : most);
  reading.largest = Math.max(reading.largest, highest);
  return Math.min((highest - Number(least) + 1) * ways ** highest, maxWays);
}

/** A group, a class, an escape or a character. */
function readAtom(reading: Reading): number {
  if (take(reading, /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/) !== null) {
    const ways = readAlternatives(reading);
    take(reading, /^\)/);
    return ways;
  }
  take(reading, /^(?:\[(?:[^\]\\]|\\.)*\]|\\[pPu]\{[^}]*\}|\\k<[^>]*>|\\.|.)/su);
  return 1;
}

function take(reading: Reading, form: RegExp): string | null {
  const text = form.exec(reading.rest)?.[0] ?? null;
  if (text === null) return null;
  reading.rest = reading.rest.slice(text.length);
  reading.starred += text;
  return text;
}
