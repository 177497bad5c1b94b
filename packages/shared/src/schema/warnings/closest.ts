const maxComparedLength = 40;
/** Too many words are near a shorter one. */
const minCandidateLength = 4;

/** The candidate that the text is likely a misspelling of; null where none is near enough. */
export function closestTo(text: string, candidates: readonly string[]): string | null {
  if (text.length > maxComparedLength) return null;
  const sameLetters = candidates.find((one) => bare(one) === bare(text));
  if (sameLetters !== undefined) return sameLetters;
  const allowed = text.length < 3 ? 0 : text.length < 8 ? 1 : 2;
  let closest: string | null = null;
  let least = allowed + 1;
  for (const candidate of candidates) {
    if (candidate.length < minCandidateLength) continue;
    if (Math.abs(candidate.length - text.length) >= least) continue;
    const distance = editDistance(text.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [closest, least] = [candidate, distance];
  }
  return closest;
}

/** Without what people leave out or add: case, `$`, `-`, `_`. */
function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[$_-]/g, "");
}

/** Letters to insert, drop, replace or swap with their neighbour, to make one text of the other. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwapped ? at(beforeLast, column - 2) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, to.length);
}

function at(row: number[], column: number): number {
  return row[column] ?? Infinity;
}
