import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface Example {
  /** Of the heading above it. */
  title: string;
  language: string;
  code: string;
  /** What the block of `text` that follows says it prints. */
  output: string | null;
}

const fence = /^```(?<language>\w*)\n(?<code>[\s\S]*?)^```$/gm;

/** The code blocks of README.md in their order, each with the output that it claims. */
export async function readExamples(): Promise<Example[]> {
  const readme = await readFile(join(import.meta.dirname, "../README.md"), "utf8");
  const examples: Example[] = [];
  for (const { index, groups } of readme.matchAll(fence)) {
    const { language = "", code = "" } = groups ?? {};
    const last = examples.at(-1);
    if (language === "text" && last !== undefined && last.output === null) last.output = code;
    else examples.push({ title: headingAbove(readme, index), language, code, output: null });
  }
  return examples;
}

function headingAbove(readme: string, index: number): string {
  return (
    readme
      .slice(0, index)
      .match(/^#+ .*$/gm)
      ?.at(-1)
      ?.replace(/^#+ /, "") ?? ""
  );
}
