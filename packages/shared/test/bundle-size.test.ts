import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";
import { describe, test } from "vitest";

const main = 'export * from "./index.ts";';
const limits = [
  {
    title: "what every prediction needs",
    contents: 'export { parseReference, formatReference, createValidator } from "./index.ts";',
    kib: 20,
  },
  { title: "schemas, comparisons and references", contents: main, kib: 40 },
  {
    title: "the same and Cog's OpenAPI",
    contents: `${main} export * from "./cog/index.ts";`,
    kib: 44,
  },
  { title: "descriptions of answers", contents: 'export * from "./wire/index.ts";', kib: 9 },
];

/** Minified and compressed as a Worker is measured. */
async function gzipKib(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: join(import.meta.dirname, "../src"), loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).byteLength / 1024;
}

describe("the bundle", () => {
  for (const { title, contents, kib } of limits) {
    test(`with ${title} takes at most ${kib} KiB, compressed`, async ({ expect }) => {
      const size = await gzipKib(contents);
      // oxlint-disable-next-line no-console -- the number is what a reader of the run looks for
      console.log(`${title}: ${size.toFixed(1)} KiB`);
      expect(size).toBeGreaterThan(1);
      expect(size).toBeLessThanOrEqual(kib);
    });
  }
});
