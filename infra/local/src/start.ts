import { createWriteStream } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { inspect } from "node:util";

import type { Database } from "@headgate/database";

import { createApiClient } from "./api-client.ts";
import { checkPort } from "./check-port.ts";
import { startDemoBackend } from "./demo-process.ts";
import { onSignal } from "./keep-signals.ts";
import { step } from "./progress.ts";
import { startRuntime, type Runtime } from "./runtime.ts";
import { demoCapacity, demoModel, seedModel } from "./seed-model.ts";
import { demoOwner, seedOwner } from "./seed-owner.ts";
import { readSettings, repositoryFolder, type Settings } from "./settings.ts";
import { openStateFolder, StartError, type StateFolder } from "./state-folder.ts";

/** What must be stopped, the latest first. */
const running: (() => Promise<void> | void)[] = [];

async function start({ port, stateFolder }: Settings): Promise<void> {
  const state = await openStateFolder(stateFolder);
  running.unshift(() => state.close());
  await checkPort(port);
  const [backend, { runtime, token, isNew }] = await Promise.all([
    step("demo backend: a real upscaler", () => startDemoBackend(demoCapacity)),
    step("Workers, D1, queues and R2", () => startWorkers(state, port)),
  ]);
  running.unshift(
    () => runtime.stop(),
    () => backend.stop(),
  );
  await step(`${demoModel} and its backend`, () =>
    seedModel(createApiClient(runtime.url, token), backend.url),
  );
  console.log(welcome(runtime.url, state, isNew ? token : null));
}

/** Whatever keeps them from starting is in what an earlier start left; the whole of it is in the log. */
async function startWorkers(
  state: StateFolder,
  port: number,
): Promise<{ runtime: Runtime; token: string; isNew: boolean }> {
  const logPath = join(state.path, "workers.log");
  const logFile = createWriteStream(logPath, { flags: "a" });
  const onLog = (line: string): void => void logFile.write(`${line}\n`);
  const { path: stateFolder, secrets } = state;
  let owner = { token: "", isNew: false };
  const prepare = async (db: Database): Promise<void> => {
    owner = await seedOwner(db, state.tokenPath);
  };
  try {
    const options = { port, stateFolder, secrets, onLog, prepare, leavesSignals: true };
    return { runtime: await startRuntime(options), ...owner };
  } catch (error) {
    await appendFile(logPath, `${inspect(error)}\n`);
    throw new StartError(
      `The Workers did not start with the state in ${stateFolder} (see ${logPath}): move it away to start afresh.`,
    );
  }
}

/** `token` is shown when it was made; later it is in its file. */
function welcome(url: string, state: StateFolder, token: string | null): string {
  const tokenPath = relative(process.cwd(), state.tokenPath);
  const picture = relative(
    process.cwd(),
    join(repositoryFolder, "infra/local/demo-backend/sample/boat.png"),
  );
  return `
Headgate is ready.

  URL    ${url}
  Owner  ${demoOwner}
  Token  ${token ?? `in ${tokenPath}`}

Upscale a picture (it saves boat-4x.png):

  printf '{"input":{"image":"data:image/png;base64,%s","scale":4}}' "$(base64 < ${picture} | tr -d '\\n')" |
    curl -sS ${url}/v1/models/${demoModel}/predictions -H "Authorization: Bearer $(cat ${tokenPath})" \\
      -H 'Content-Type: application/json' -H 'Prefer: wait' --data-binary @- |
    sed 's/.*"output":"data:image\\/png;base64,//; s/".*//' | base64 -d > boat-4x.png

Logs are in ${relative(process.cwd(), join(state.path, "workers.log"))}. Stop with Ctrl-C.
`;
}

let isStopping = false;

async function stop(exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  for (const end of running) await end();
  process.exit(exitCode);
}

onSignal(() => {
  if (!isStopping) console.log("\nStopping.");
  void stop(0);
});

try {
  await start(readSettings(process.env));
} catch (error) {
  if (!isStopping) console.error(error instanceof StartError ? `\n${error.message}` : error);
  await stop(1);
}
