/** What rows are looked for. */
export interface SearchTerms {
  /** Of each group a row carries one at least: see `facets`. */
  facets: readonly (readonly string[])[];
  /** What somebody typed. Null: any text will do. */
  text: string | null;
}

const word = /[\p{L}\p{N}]/u;
const maxTerms = 16;

/** Whether anything can be found by the text: it has a letter or a digit. */
export function isSearchable(text: string): boolean {
  return word.test(text);
}

/** The FTS5 expression of everything that is looked for. No text makes it a syntax error. */
export function matchExpression({ facets, text }: SearchTerms): string {
  const carried = facets.map((group) => `(${group.map(quote).join(" OR ")})`).join(" AND ");
  const filter = `{facets} : (${carried})`;
  return text === null ? filter : `${filter} AND ${within(everywhere, text, "begun")}`;
}

/**
 * The same in parts that share no row, the best first: where the name begins with the text, where name, owner and tags have all of its
 * words, and where the rest has some of them.
 */
export function rankByName(terms: SearchTerms): string[] {
  const filter = matchExpression({ ...terms, text: null });
  if (terms.text === null) return [filter];
  const beginning = `{name} : (^ ${quote(words(terms.text).join(" "))} *)`;
  const short = within("name owner tags", terms.text, "begun");
  const all = within(everywhere, terms.text, "begun");
  return [
    `${filter} AND ${beginning}`,
    `${filter} AND (${short} NOT ${beginning})`,
    `${filter} AND (${all} NOT ${short})`,
  ];
}

/**
 * In two parts: where the last word is whole, and where it is only begun. Of a common word, FTS5 reads the list of rows as far as the page
 * goes; of a beginning, it must put together the lists of all words that begin so.
 */
export function rankByWord(terms: SearchTerms): string[] {
  const filter = matchExpression({ ...terms, text: null });
  if (terms.text === null) return [filter];
  const whole = within(everywhere, terms.text, "whole");
  const begun = within(everywhere, terms.text, "begun");
  return [`${filter} AND ${whole}`, `${filter} AND (${begun} NOT ${whole})`];
}

const everywhere = "name owner tags text";

/** The last word may be the beginning of one: it may still be being typed. */
function within(columns: string, text: string, lastWord: "whole" | "begun"): string {
  const star = lastWord === "begun" ? " *" : "";
  return `({${columns}} : (${words(text).map(quote).join(" AND ")}${star}))`;
}

/** What has no letter or digit is no word to the tokenizer, and a phrase without words matches nothing. */
function words(text: string): string[] {
  return text
    .split(/[\s\0]+/)
    .filter(isSearchable)
    .slice(0, maxTerms);
}

/** A phrase: within quotes nothing is an operator. */
function quote(phrase: string): string {
  return `"${phrase.replaceAll('"', '""')}"`;
}
