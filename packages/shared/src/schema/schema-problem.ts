import { type Path, toPointer } from "./json/json.ts";

/** One thing wrong with a value that was checked against a schema. */
export interface SchemaProblem {
  /** JSON Pointer to the wrong value; for a missing property, to where it belongs. */
  instanceLocation: string;
  /** The same as steps: a pointer does not tell the index 0 from the key "0". */
  path: Path;
  /** JSON Pointer to the keyword in the schema as its owner wrote it; before it `<uri>#` where that is another document. */
  keywordLocation: string;
  /** The keyword that the value breaks (`enum` for `const` too), or `json` or `complexity` where none was reached. */
  keyword: string;
  /** A whole sentence for people, which names the place. */
  message: string;
}

/** One that was found before any keyword was reached. */
export function rootProblem(path: Path, keyword: string, message: string): SchemaProblem {
  return { instanceLocation: toPointer(path), path, keywordLocation: "", keyword, message };
}

/** `options.sizes[2]`, cut to a readable length; the root has no name. */
export function nameOf(path: Path): string {
  if (path.length === 0) return "the value";
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`));
  const name = steps.join("").replace(/^\./, "");
  return `\`${name.length > 80 ? `${name.slice(0, 80)}…` : name}\``;
}
