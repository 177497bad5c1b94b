import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";

import { fourBackends } from "./options.ts";
import { runChaos } from "./run-chaos.ts";

const usage = `npm run chaos -- [--kills 100] [--predictions 1000] [--seed TEXT]

Kills the local runtime at random moments while so many predictions are in flight over backends that misbehave, and checks that every
accepted prediction ended once, every webhook arrived, no backend got more than its capacity and every slot can be had again.
The seed is printed: with the same one the same things are drawn. State and logs of a run that fails are kept.`;

function readWhole(name: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Error(`--${name} must be a whole number of at least 1, not "${text}"\n\n${usage}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "100" },
      predictions: { type: "string", default: "1000" },
      seed: { type: "string", default: randomBytes(4).toString("hex") },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const startedAt = performance.now();
  const onProgress = (line: string): void =>
    console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(7)} s  ${line}`);
  console.log(`seed ${values.seed}`);
  const { summary, faults, explanation, stateFolder } = await runChaos({
    seed: values.seed,
    kills: readWhole("kills", values.kills),
    predictions: readWhole("predictions", values.predictions),
    upMs: [300, 4_000],
    backends: fourBackends,
    runMs: 15_000,
    crashEveryMs: 60_000,
    settleMs: 30 * 60_000,
    onProgress,
  });
  console.log(summary);
  if (faults.length === 0) return;
  for (const { id, text } of faults.slice(0, 50)) console.log(`FAULT ${id ?? ""} ${text}`);
  console.log(`${explanation}\nState and logs are kept in ${stateFolder}.`);
  process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
