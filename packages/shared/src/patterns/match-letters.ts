/** Whether an atom matches the characters of a letter; "maybe" where it matches some, or nobody looked. */
export type Match = "yes" | "no" | "maybe";

/** Where `\s` and `.` change beyond ASCII, and surrogates begin and end. */
const boundaries = [
  0x80, 0xa0, 0xa1, 0x16_80, 0x16_81, 0x20_00, 0x20_0b, 0x20_28, 0x20_2a, 0x20_2f, 0x20_30, 0x20_5f,
  0x20_60, 0x30_00, 0x30_01, 0xd8_00, 0xe0_00, 0xfe_ff, 0xff_00,
];
const lastAscii = 0x7f;
const lastCode = 0x10_ff_ff;
const maxTests = 50_000;

/**
 * Sorts all characters into letters, alike for each of the atoms, and gives for each letter what the
 * atoms make of it. Null where there are too many atoms.
 */
export function matchLetters(atoms: readonly string[]): Match[][] | null {
  const codes = new Set(Array.from({ length: lastAscii + 1 }, (_, code) => code));
  for (const code of [...boundaries, ...atoms.flatMap(codesIn)]) {
    for (const start of [code, code + 1])
      if (start > lastAscii && start <= lastCode) codes.add(start);
  }
  if (codes.size * atoms.length > maxTests) return null;
  const testers = atoms.map((atom) => ({
    form: new RegExp(`^${atom}$`, "u"),
    namesProperty: /\\p\{/i.test(atom),
  }));
  const letters = new Map<string, Match[]>();
  for (const code of codes) {
    const character = String.fromCodePoint(code);
    const matches = testers.map(({ form, namesProperty }): Match => {
      if (namesProperty && code > lastAscii) return "maybe";
      return form.test(character) ? "yes" : "no";
    });
    letters.set(matches.join(), matches);
  }
  return [...letters.values()];
}

/** Every character that an atom names, as itself or by its number: its ranges begin and end with such. */
function codesIn(atom: string): number[] {
  const codes = Array.from(atom, (character) => character.codePointAt(0) ?? 0);
  const escape =
    /\\u([\da-f]{4})\\u([\da-f]{4})|\\u([\da-f]{4})|\\u\{([\da-f]+)\}|\\x([\da-f]{2})/gi;
  for (const [, high, low, ...others] of atom.matchAll(escape)) {
    const units = [high, low].filter((half) => half !== undefined);
    if (units.length > 0) {
      const text = String.fromCharCode(...units.map((half) => Number.parseInt(half, 16)));
      codes.push(...Array.from(text, (character) => character.codePointAt(0) ?? 0));
    }
    const single = others.find((text) => text !== undefined);
    if (single !== undefined) codes.push(Number.parseInt(single, 16));
  }
  return codes;
}
