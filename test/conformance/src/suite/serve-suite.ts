import { findSuite } from "./find-suite.ts";
import { readSuite } from "./read-suite.ts";

const id = "virtual:json-schema-test-suite";

interface VitePlugin {
  name: string;
  resolveId(source: string): string | undefined;
  load(source: string): Promise<string | undefined>;
}

/** Hands the files of the suite, which only Node can read, to the tests in workerd, as a module. */
export function serveSuite(): VitePlugin {
  return {
    name: "json-schema-test-suite",
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(source) {
      if (source !== `\0${id}`) return undefined;
      const folder = await findSuite();
      const suite = folder === null ? null : await readSuite(folder);
      return `export default JSON.parse(${toAscii(JSON.stringify(JSON.stringify(suite)))});`;
    },
  };
}

/** Some of the suite's other characters do not survive the way into workerd. */
function toAscii(literal: string): string {
  return literal.replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
