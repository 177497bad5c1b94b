import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { summarize } from "./measure/summarize.ts";
import { startFilledRegistry, type FilledRegistry } from "./registry/filled-registry.ts";
import { alignTable } from "./report/align-table.ts";

/**
 * What reading the registry takes among 100,000 versions of 2,000 models, beside what it takes among 100. Both run at once and are asked in
 * turns, one call at a time, so that whatever else the machine does is in both.
 */
const sizes = { few: 100, many: 100_000 };
const warmUps = 30;
const calls = 300;
const maxRatio = 1.5;

const all = "/v1/versions?page_size=50";
const paths = {
  "get a version": "/v1/models/big-1/image-tool-1/versions/28",
  "get a model": "/v1/models/big-1/image-tool-1",
  "list a model's versions": "/v1/models/big-1/image-tool-1/versions",
  "list all versions": "/v1/versions",
  "list an owner's versions": "/v1/versions?owner=big-1",
  "list all versions, last page": all,
  "search versions, a word of a half": "/v1/versions?q=upscaling",
  "search versions, a name": "/v1/versions?q=image-tool",
  "search versions, a beginning": "/v1/versions?q=upsc",
  "search models, a name": "/v1/models?q=image-tool-1",
  "search versions, nothing": "/v1/versions?q=nothing",
};

type Runs = Record<keyof typeof sizes, number>;

async function measure(run: Record<keyof typeof sizes, () => Promise<number>>): Promise<Runs> {
  const latencies: Record<keyof typeof sizes, number[]> = { few: [], many: [] };
  for (let call = 0; call < warmUps + calls; call += 1) {
    const [few, many] = [await run.few(), await run.many()];
    if (call < warmUps) continue;
    latencies.few.push(few);
    latencies.many.push(many);
  }
  return { few: medianOf(latencies.few), many: medianOf(latencies.many) };
}

function medianOf(latenciesMs: number[]): number {
  return summarize([{ latenciesMs, requestsPerS: 0 }]).p50Ms;
}

async function measurePath(
  path: string,
  { few, many }: Record<keyof typeof sizes, FilledRegistry>,
): Promise<Runs> {
  const [fewPath, manyPath] =
    path === all ? [await few.findLastPage(path), await many.findLastPage(path)] : [path, path];
  return measure({ few: () => few.time(fewPath), many: () => many.time(manyPath) });
}

const stateFolder = await mkdtemp(join(tmpdir(), "headgate-registry-"));
const started: FilledRegistry[] = [];
try {
  const few = await startFilledRegistry(stateFolder, sizes.few);
  started.push(few);
  const many = await startFilledRegistry(stateFolder, sizes.many);
  started.push(many);
  const rows: string[][] = [];
  for (const [title, path] of Object.entries(paths)) {
    const p50Ms = await measurePath(path, { few, many });
    const ratio = p50Ms.many / p50Ms.few;
    const verdict = ratio <= maxRatio ? "met" : "MISSED";
    rows.push([title, p50Ms.few.toFixed(2), p50Ms.many.toFixed(2), ratio.toFixed(2), verdict]);
    if (ratio > maxRatio) process.exitCode = 1;
  }
  const head = [
    "p50 in ms",
    ...Object.values(sizes).map((size) => `${size.toLocaleString("en")} versions`),
    "ratio",
    `at most ${maxRatio}`,
  ];
  console.log(alignTable(head, rows, (column) => column > 0 && column < 4));
} finally {
  await Promise.all(started.map((registry) => registry.stop()));
  await rm(stateFolder, { recursive: true, force: true });
}
