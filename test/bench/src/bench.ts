import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { runSeries, type Effort } from "./measure/run-series.ts";
import { runTokenSeries, type TokenSeries } from "./measure/run-token-series.ts";
import { listStreams } from "./measure/stream-target.ts";
import { type HeadgateUrls, listTargets } from "./measure/target.ts";
import { checkBars } from "./report/check-bars.ts";
import { renderTable, type Measurement } from "./report/render-table.ts";
import { renderTokens } from "./report/render-tokens.ts";
import { startPortkey } from "./targets/portkey.ts";
import { startProgram, type Program } from "./targets/program.ts";
import { versionPaths } from "./targets/publish-versions.ts";

const usage = "npm run bench -- [--quick]   (--quick: one short round, for a first look)";
const full: Effort = { rounds: 3, durationS: 4, warmUpS: 3, settleMs: 1500 };
const quick: Effort = { rounds: 1, durationS: 2, warmUpS: 1, settleMs: 500 };

/** Where Headgate keeps its state while it is measured: a real disk, and memory where the system has such a folder. */
const storages = [
  { storage: "disk", folder: tmpdir(), connections: [1, 8, 32, 256] },
  { storage: "memory", folder: "/dev/shm", connections: [32] },
] as const;
const streamCounts = [1, 32];

/** What must be ended, the last one first. */
const endings: (() => Promise<void>)[] = [];

async function start(starting: Promise<Program>): Promise<string> {
  const { url, stop } = await starting;
  endings.push(stop);
  return url;
}

/** Ends everything that was started since there were `kept` endings. */
async function end(kept: number): Promise<void> {
  for (const ending of endings.splice(kept).toReversed()) await ending();
}

/** What all of it showed. */
interface Findings {
  measurements: Measurement[];
  tokens: TokenSeries[];
}

async function bench(effort: Effort): Promise<Findings> {
  const backend = await start(startProgram("instant-backend.ts", []));
  const bare = await start(startProgram("bare.ts", [backend]));
  const portkey = await start(startPortkey());
  const findings: Findings = { measurements: [], tokens: [] };
  for (const { storage, folder, connections } of storages) {
    if (!existsSync(folder)) {
      console.log(`  ${folder} does not exist here: nothing is measured with state in memory.`);
      continue;
    }
    const kept = endings.length;
    const headgate = await startHeadgate(backend, folder);
    const targets = listTargets({ backend, bare, portkey, headgate });
    const title = `state ${storage === "disk" ? "on disk" : "in memory"}`;
    for (const count of connections) {
      const series = await runSeries(targets, { connections: count, effort, title });
      findings.measurements.push({ storage, connections: count, series });
    }
    if (storage === "disk") {
      const paths = listStreams({ bare, headgate });
      for (const streams of streamCounts) {
        findings.tokens.push(await runTokenSeries(paths, { streams, rounds: effort.rounds }));
      }
    }
    await end(kept);
  }
  return findings;
}

async function startHeadgate(backend: string, folder: string): Promise<HeadgateUrls> {
  const stateFolder = await mkdtemp(join(folder, "headgate-bench-"));
  endings.push(() => rm(stateFolder, { recursive: true, force: true }));
  const url = await start(startProgram("headgate.ts", [backend, stateFolder]));
  return {
    open: url + versionPaths.open,
    full: url + versionPaths.full,
    chat: url + versionPaths.chat,
    token: (await readFile(join(stateFolder, "token"), "utf8")).trim(),
  };
}

function report({ measurements, tokens }: Findings, { rounds, durationS }: Effort): void {
  const answers = measurements
    .flatMap(({ series }) => Object.values(series))
    .reduce((sum, summary) => sum + summary.answers, 0);
  console.log(`
${renderTable(measurements)}

${renderTokens(tokens)}

${checkBars(measurements)}

Medians of ${rounds} interleaved rounds of ${durationS} s each, ${cpus().length} cores, load and backend on the same machine.
All ${answers} answers had the expected status and body, and no stream lacked a token.`);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => void end(0).finally(() => process.exit(1)));
}

try {
  const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
  const effort = values.quick ? quick : full;
  console.log("Starting an instant backend, a bare Worker, Portkey's gateway and Headgate.");
  report(await bench(effort), effort);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n\nUsage: ${usage}`);
  process.exitCode = 1;
} finally {
  await end(0);
}
