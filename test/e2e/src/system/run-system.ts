import { createWriteStream, existsSync, readFileSync, writeFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { join } from "node:path";

import { readWorkers, type RuntimeWorkers, seedOwner, startRuntime } from "@headgate/local";

import { testSecrets } from "./test-secrets.ts";

// A runtime in a process of its own, to be killed and started again: `node run-system.ts <state folder> <port>`. Says "ready".
const [stateFolder = "", port = ""] = process.argv.slice(2);
const log = createWriteStream(join(stateFolder, "workers.log"), { flags: "a" });
const settings = { port: Number(port), secrets: testSecrets };
const workers = await keepWorkers();
await startRuntime({
  ...settings,
  workers,
  stateFolder,
  prepare: async (db) => void (await seedOwner(db, join(stateFolder, "token"))),
  onLog: (line) => log.write(`${line}\n`),
});
// One that is killed leaves no cache.
flushCompileCache();
console.log("ready");

/** Bundled at the first start, and kept for the others. */
async function keepWorkers(): Promise<RuntimeWorkers> {
  const path = join(stateFolder, "workers.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as RuntimeWorkers;
  const made = await readWorkers(settings);
  writeFileSync(path, JSON.stringify(made));
  return made;
}
