import { createWriteStream } from "node:fs";
import { join } from "node:path";

import { seedOwner, startRuntime } from "@headgate/local";

import { testSecrets } from "./test-secrets.ts";

// A runtime in a process of its own, to be killed: `node run-system.ts <state folder> <port>`. Says "ready".
const [stateFolder = "", port = ""] = process.argv.slice(2);
const log = createWriteStream(join(stateFolder, "workers.log"), { flags: "a" });
const runtime = await startRuntime({
  port: Number(port),
  stateFolder,
  secrets: testSecrets,
  onLog: (line) => log.write(`${line}\n`),
});
await seedOwner(runtime.db, join(stateFolder, "token"));
console.log("ready");
