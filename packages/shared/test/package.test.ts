import { execFile } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, test } from "vitest";

import { packPackage, type Packed } from "./pack-package.ts";
import { readExamples } from "./read-examples.ts";

const run = promisify(execFile);
const examples = await readExamples();
let packed: Packed;

beforeAll(async () => {
  packed = await packPackage();
}, 120_000);

afterAll(async () => {
  await rm(dirname(packed.tarball), { recursive: true, force: true });
});

/** Runs a module in the folder where the package is installed, and gives what it prints. */
async function runModule(name: string, code: string): Promise<string> {
  await writeFile(join(packed.consumer, name), code);
  const { stdout } = await run(process.execPath, [name], { cwd: packed.consumer });
  return stdout;
}

describe("the package as it is published", () => {
  test("satisfies publint", async ({ expect }) => {
    const tarball = await readFile(packed.tarball);
    const { messages, pkg } = await publint({
      pack: { tarball: new Uint8Array(tarball).buffer },
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test("has types for whoever imports it as a module", async ({ expect }) => {
    const attw = join(import.meta.dirname, "../node_modules/.bin/attw");
    const report = run(attw, [packed.tarball, "--profile", "esm-only", "--no-color"]);
    await expect(report).resolves.toMatchObject({ stderr: "" });
  });

  test("needs nothing of this workspace and no tool at run time", async ({ expect }) => {
    const manifest = await readFile(
      join(packed.consumer, "node_modules/@headgate/shared/package.json"),
      "utf8",
    );
    expect(manifest).not.toMatch(/workspace:|catalog:|"private"/);
    const { dependencies } = JSON.parse(manifest) as { dependencies: object };
    expect(Object.keys(dependencies)).toEqual(
      expect.not.arrayContaining(["typescript", "esbuild", "vitest"]),
    );
  });

  test("ships sources for its source maps and no tests", async ({ expect }) => {
    const folder = join(packed.consumer, "node_modules/@headgate/shared");
    const files = await readdir(folder, { recursive: true });
    expect(files).toEqual(
      expect.arrayContaining([
        "LICENSE",
        "README.md",
        "dist/index.d.ts",
        "dist/index.d.ts.map",
        "dist/index.js.map",
        "src/index.ts",
      ]),
    );
    expect(files.filter((file) => /\.test\.|fixtures|tsconfig/.test(file))).toEqual([]);
  });

  test("is imported by Node from both entries", async ({ expect }) => {
    const output = await runModule(
      "both.mjs",
      `import { compileSchema } from "@headgate/shared";
      import { createPatternJudge } from "@headgate/shared/patterns";
      const { check } = compileSchema({ pattern: "^a+$" }, { judgePattern: createPatternJudge() });
      console.log(check("aa").valid, check("b").valid, createPatternJudge()("^(a+)+$").kind);`,
    );
    expect(output).toBe("true false exponential\n");
  });

  const entries = ["", "/cog", "/patterns", "/wire"].map((entry) => `@headgate/shared${entry}`);
  for (const entry of entries) {
    test(`is bundled for browsers without anything of Node: ${entry}`, async ({ expect }) => {
      const { metafile } = await build({
        stdin: { contents: `export * from "${entry}";`, resolveDir: packed.consumer },
        bundle: true,
        write: false,
        metafile: true,
        format: "esm",
        platform: "browser",
        logLevel: "silent",
      });
      const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
      expect(imports).toEqual([]);
    });
  }
});

describe("README.md", () => {
  test("holds programs with their output, and how to install", ({ expect }) => {
    const languages = examples.map(({ language }) => language);
    expect(languages.filter((language) => language === "sh")).toHaveLength(1);
    expect(languages.filter((language) => language === "ts").length).toBeGreaterThan(4);
    expect(languages.filter((language) => !["sh", "ts"].includes(language))).toEqual([]);
  });

  test.for(
    examples.filter(({ language }) => language === "ts").map((one) => [one.title, one] as const),
  )("prints what it says: %s", async ([, { code, output }], { expect }) => {
    expect(await runModule("example.mjs", code)).toBe(output);
  });
});
