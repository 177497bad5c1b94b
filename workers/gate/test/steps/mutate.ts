import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

import { mutants } from "./mutants.ts";

/** Loaded before `main.ts`: puts the mistake that the environment names into the code, or fails where there is no place for it. */
const mutant = mutants.find(({ name }) => name === process.env["MUTANT"]);
if (mutant === undefined) throw new Error(`no mutant ${process.env["MUTANT"]}`);
const { file, replacements } = mutant;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(file)) return loaded;
    let source = readFileSync(fileURLToPath(url), "utf8");
    for (const [text, instead] of replacements) {
      if (!source.includes(text)) throw new Error(`${file} has no ${text}`);
      source = source.replace(text, instead);
    }
    return { ...loaded, source };
  },
});
